/**
 * The test command: everything a new machine needs, then every check and test. Its last line is `N passed, N failed`,
 * from the test runner's report; a check that fails counts as one failure. With paths, their tests alone.
 */
import process from 'node:process';
import { ensureChromium } from './chromium.ts';
import { openPostgres } from './postgres.ts';
import { silentSuites } from './silent-suites.ts';
import { readTestReport } from './test-report.ts';

const REPORT = '.test-report.xml';

/** A database that a power cut would break, which no test minds. */
const FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' };

const WEB_BUILD = { name: 'web build', args: ['task', '--quiet', 'build'] };
const CHECKS = [
  { name: 'format', args: ['fmt', '--check', '--quiet'] },
  { name: 'lint', args: ['lint', '--quiet'] },
  WEB_BUILD,
  { name: 'types', args: ['check', '--quiet', 'src', 'scripts', 'test', 'bench'] },
];

const chromium = await ensureChromium();
const given = Deno.env.get('TEST_DATABASE_URL');
const server = given ? undefined : await openPostgres({ settings: FAST });
let running: Deno.ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) Deno.addSignalListener(signal, () => void stop());
try {
  process.exitCode = await run(Deno.args) ? 0 : 1;
} finally {
  await server?.close();
}
process.exit();

async function run(paths: readonly string[]): Promise<boolean> {
  const checked = await faultyChecks(paths.length > 0 ? [WEB_BUILD] : CHECKS);
  await Deno.remove(REPORT).catch(() => {});
  // All types are checked by then; for some paths, theirs are.
  const chosen = paths.length > 0 ? paths : ['--no-check', 'test'];
  const tested = await deno([
    'test',
    '--allow-all',
    '--quiet',
    '--parallel',
    `--junit-path=${REPORT}`,
    ...chosen,
  ]);
  const { passed, failed, titles } = await readTestReport(REPORT);
  const silent = paths.length > 0 ? [] : silentSuites(titles);
  for (const line of silent) console.error(line);
  const faults = failed + checked + silent.length + (!tested && failed === 0 ? 1 : 0);
  console.log(`${passed} passed, ${faults} failed`);
  return faults === 0 && passed > 0;
}

async function faultyChecks(checks: typeof CHECKS): Promise<number> {
  let failed = 0;
  for (const { name, args } of checks) {
    if (await deno(args)) continue;
    console.error(`The check "${name}" failed: deno ${args.join(' ')}`);
    failed += 1;
  }
  return failed;
}

async function deno(args: string[]): Promise<boolean> {
  const env = { CHROMIUM: chromium, TEST_DATABASE_URL: given ?? server!.url() };
  running = new Deno.Command(Deno.execPath(), { args, env, stdin: 'null' }).spawn();
  const { success } = await running.status;
  running = undefined;
  return success;
}

/** Leaves no server behind when the run is broken off. */
async function stop() {
  running?.kill();
  await server?.close();
  process.exit(1);
}
