import { join } from 'node:path';
import { answers, freePort, stop, until } from '../support/program.ts';
import type { Contender, Entrant } from './contender.ts';

/** The ceiling: one worker that draws a destination at random, remembers nothing and promises nothing. */
export const nginx: Entrant = {
  name: 'nginx split_clients',
  needs: [{ command: 'nginx', from: 'apt install nginx-light' }],
  start: startNginx,
};

async function startNginx(folder: string): Promise<Contender> {
  const port = freePort();
  const file = join(folder, 'nginx.conf');
  await Deno.writeTextFile(file, configuration(folder, port));
  const process = new Deno.Command('nginx', { args: ['-p', folder, '-c', file], stderr: 'null' }).spawn();
  const base = `http://127.0.0.1:${port}`;
  await until('nginx', () => answers(`${base}/route`));
  return {
    name: nginx.name,
    routeUrl: `${base}/route`,
    completePath: '/complete',
    pids: [process.pid],
    placed: () => Promise.resolve(undefined),
    stop: () => stop(process),
  };
}

function configuration(folder: string, port: number): string {
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log crit;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 100000000;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  default_type application/json;
  split_clients $request_id $destination {
    40% sip:a@10.0.0.1;
    30% sip:b@10.0.0.1;
    20% sip:c@10.0.0.1;
    *   sip:d@10.0.0.1;
  }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /route { return 200 '{"success":true,"destination":"$destination","name":"A","attempt":1}'; }
    location = /complete { return 200 '{"success":true,"completed":1}'; }
  }
}
`;
}
