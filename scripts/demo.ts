/**
 * A throw-away installation: a signed-in account, sample groups, and callers who go through the real HTTP endpoint.
 * `deno task demo --help` lists what can be set.
 */
import { Command, InvalidArgumentError } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { createClient } from '../src/cli/client.ts';
import { createLog } from '../src/log.ts';
import { startCallers } from './demo/callers.ts';
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

const { port, callsPerSecond, talkSeconds, seconds } = new Command('deno task demo')
  .description('Serves a throw-away installation with sample groups and simulated callers.')
  .option('--port <port>', 'where to listen', positive, 8080)
  .option('--calls-per-second <n>', 'new calls per second, over all groups', positive, 2)
  .option('--talk-seconds <s>', 'how long a call lasts on average', positive, 30)
  .option('--seconds <s>', 'end by itself after this long', positive, Infinity)
  .parse(Deno.args, { from: 'user' })
  .opts<{ port: number; callsPerSecond: number; talkSeconds: number; seconds: number }>();

const apiKey = crypto.getRandomValues(new Uint8Array(24)).toHex();
const dataDir = await Deno.makeTempDir({ prefix: 'plum-routes-demo-' });
const setup = { SETUP_EMAIL: EMAIL, SETUP_PASSWORD: PASSWORD, SETUP_API_KEY: apiKey };
const config = readConfig({ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...setup }, Deno.cwd());
const service = await compose(config, createLog({ level: 'warn', format: 'text' }));
const link = signInLink(config.publicUrl, EMAIL, PASSWORD, service.everything);
const server = Deno.serve({ hostname: config.host, port, onListen: () => {} }, link.handler);

const client = createClient({ url: config.publicUrl, apiKey, fetch });
const groups = await Promise.all(sampleGroups.map((group) => client.create(group)));
const callers = startCallers(groups, `${config.wsPublicUrl}/ws/complete`, { callsPerSecond, talkSeconds });

let stopped = false;
Deno.addSignalListener('SIGINT', () => stopped = true);
Deno.addSignalListener('SIGTERM', () => stopped = true);
const isTerminal = Deno.stdout.isTerminal();
for (let second = 1; !stopped && second <= seconds; second++) {
  await delay(REFRESH_MS);
  const live = await client.live();
  console.log(`${isTerminal ? CLEAR : ''}${drawLive(groups, live.groups, callers.counts())}`);
  console.log(
    `Route Manager, signed in:  ${link.url}\nor as ${EMAIL} with ${PASSWORD}. Ctrl-C ends the demo.\n`,
  );
}

callers.stop();
service.endStreams();
await server.shutdown();
await service.close();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);
