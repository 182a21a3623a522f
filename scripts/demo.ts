/**
 * A throw-away installation: a signed-in account, sample groups, and callers who go through the real HTTP endpoint.
 * With `--cluster`: three nodes on a PostgreSQL. `deno task demo --help` lists what can be set.
 */
import { Command, InvalidArgumentError } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../src/cli/client.ts';
import { startCallers } from './demo/callers.ts';
import { startAlone } from './demo/alone.ts';
import { type DemoInstallation, startCluster } from './demo/cluster.ts';
import { drawLive } from './demo/draw-live.ts';
import { sampleGroups } from './demo/sample-groups.ts';
import { signInLink } from './demo/sign-in-link.ts';

const EMAIL = 'demo@example.com';
const PASSWORD = 'plum-routes-demo';
const REFRESH_MS = 1000;
const CLEAR = '\u001b[2J\u001b[H';

const positive = (text: string) => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A number above 0.');
  return value;
};

const { port, callsPerSecond, talkSeconds, seconds, cluster: isCluster } = new Command('deno task demo')
  .description('Serves a throw-away installation with sample groups and simulated callers.')
  .option('--port <port>', 'where to listen', positive, 8080)
  .option('--calls-per-second <n>', 'new calls per second, over all groups', positive, 2)
  .option('--talk-seconds <s>', 'how long a call lasts on average', positive, 30)
  .option(
    '--cluster',
    'three nodes on a PostgreSQL, on the ports after this one, behind a load balancer',
    false,
  )
  .option('--seconds <s>', 'end by itself after this long', positive, Infinity)
  .parse(Deno.args, { from: 'user' })
  .opts<{ port: number; callsPerSecond: number; talkSeconds: number; seconds: number; cluster: boolean }>();

const apiKey = crypto.getRandomValues(new Uint8Array(24)).toHex();
const publicUrl = `http://127.0.0.1:${port}`;
const env = {
  ...{ HOST: '127.0.0.1', SETUP_EMAIL: EMAIL, SETUP_PASSWORD: PASSWORD, SETUP_API_KEY: apiKey },
  PUBLIC_URL: publicUrl,
};
const installation = await (isCluster ? startCluster(port, env) : startAlone(port, env));
const link = signInLink(publicUrl, EMAIL, PASSWORD, installation.handler);
const server = Deno.serve({ hostname: '127.0.0.1', port, onListen: () => {} }, link.handler);

const client = createClient({ url: publicUrl, apiKey, fetch });
const groups = await Promise.all(sampleGroups.map((group) => client.create(group)));
const callers = startCallers(groups, `${publicUrl}/ws/complete`, { callsPerSecond, talkSeconds });

let stopped = false;
Deno.addSignalListener('SIGINT', () => stopped = true);
Deno.addSignalListener('SIGTERM', () => stopped = true);
const isTerminal = Deno.stdout.isTerminal();
for (let second = 1; !stopped && second <= seconds; second++) {
  await delay(REFRESH_MS);
  const live = await client.live();
  console.log(`${isTerminal ? CLEAR : ''}${drawLive(groups, live.groups, callers.counts())}`);
  console.log(
    `Route Manager, signed in:  ${link.url}\nor as ${EMAIL} with ${PASSWORD}. Ctrl-C ends the demo.`,
  );
  console.log(`${whatToTry(installation.processes)}\n`);
}

await callers.stop();
await installation.close();
await server.shutdown();
Deno.exit(0);

/** In a cluster, that a node or the database may go. */
function whatToTry(processes: DemoInstallation['processes']): string {
  if (processes.length === 0) return '';
  const list = processes.map(({ name, pid }) => `${name} is process ${pid}`).join(', ');
  return `${list}.\nTry: kill -9 a node, or kill -STOP and kill -CONT PostgreSQL. Calls go on.`;
}
