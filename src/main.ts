import process from 'node:process';
import { compose, type Service } from './compose.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog, type Log } from './log.ts';

/** How long what is in flight may take once the service was told to stop. */
const SHUTDOWN_GRACE_MS = 10_000;

await main();

async function main() {
  const config = configOrExit();
  const log = createLog({ level: config.logLevel, format: config.logFormat });
  try {
    await serve(config, log);
  } catch (error) {
    log.error('The service could not start.', {
      reason: error instanceof Error ? error.message : String(error),
    });
    process.exit(1);
  }
}

function configOrExit(): Config {
  try {
    return readConfig(Deno.env.toObject(), Deno.cwd());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

async function serve(config: Config, log: Log) {
  const service = await compose(config, log);
  const servers = listen(config, service, log);
  log.info('Plum Routes is ready.', { manager: config.publicUrl, calls: `${config.wsPublicUrl}/ws/` });
  if (service.setupUrl) {
    log.info('Nobody can sign in yet. Set up the first account here, once:', { link: service.setupUrl });
  }
  stopOnSignal(servers, service, log);
}

function listen(config: Config, service: Service, log: Log): Deno.HttpServer[] {
  const { host, port, wsListener } = config;
  const main = wsListener ? service.manage : service.everything;
  const listeners = [
    { host, port, handler: main },
    ...(wsListener ? [{ ...wsListener, handler: service.calls }] : []),
  ];
  return listeners.map(({ host, port, handler }) => {
    try {
      return Deno.serve(
        { hostname: host, port, onListen: () => {}, onError: (error) => failed(error, log) },
        handler,
      );
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      throw new Error(
        `Port ${port} is taken. Stop what listens there, or set PORT (or WS_PORT) to another one.`,
      );
    }
  });
}

/** Handlers answer their own failures: what comes here is a fault in them. */
function failed(error: unknown, log: Log): Response {
  log.error('A request failed.', { error: error instanceof Error ? error.stack : String(error) });
  return new Response('Something failed on our side.\n', { status: 500 });
}

/** Stops accepting, answers what is in flight, writes what is outstanding. A second signal ends it at once. */
function stopOnSignal(servers: readonly Deno.HttpServer[], service: Service, log: Log) {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('Stopping: answering what is in flight.');
    service.endStreams();
    const late = setTimeout(() => log.warn('Some requests did not end in time.'), SHUTDOWN_GRACE_MS);
    await Promise.race([
      Promise.all(servers.map((server) => server.shutdown())),
      new Promise((resolve) => setTimeout(resolve, SHUTDOWN_GRACE_MS)),
    ]);
    clearTimeout(late);
    await service.close();
    log.info('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) Deno.addSignalListener(signal, stop);
}
