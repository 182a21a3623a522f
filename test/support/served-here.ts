import { compose, type Service } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { API_KEY, apiAt, type ServerProcess } from './server-process.ts';

/** What a test of the page needs of a service, wherever it runs. */
export interface TestService extends Pick<ServerProcess, 'url' | 'logged' | 'api'> {
  stop(): Promise<unknown>;
}

/** The service within the process of the test: it is there in a fraction of the time that one of its own takes. */
export async function serveHere(env: Record<string, string>): Promise<TestService> {
  const opened = Promise.withResolvers<Service>();
  const server = Deno.serve(
    { hostname: '127.0.0.1', port: 0, onListen() {} },
    async (request, info) => (await opened.promise).everything(request, info),
  );
  const { port } = server.addr;
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const log = createLog({ level: 'info', format: 'text', write: (line) => output += `${line}\n` });
  const settings = { HOST: '127.0.0.1', PORT: String(port), SETUP_API_KEY: API_KEY, ...env };
  const service = await compose(readConfig(settings, Deno.cwd()), log);
  opened.resolve(service);
  return {
    url,
    logged: () => output,
    api: apiAt(url),
    async stop() {
      service.endStreams();
      await server.shutdown();
      await service.close();
    },
  };
}
