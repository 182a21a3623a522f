/**
 * The test command: everything a new machine needs, then every check and test. Its last line is `N passed, N failed`,
 * from the test runner's report; a check that fails counts as one failure.
 */
import process from 'node:process';
import { ensureChromium } from './chromium.ts';

const REPORT = '.test-report.xml';

const checks = [
  { name: 'format', args: ['fmt', '--check', '--quiet'] },
  { name: 'lint', args: ['lint', '--quiet'] },
  { name: 'web build', args: ['task', '--quiet', 'build'] },
  { name: 'types', args: ['check', '--quiet', 'src', 'scripts', 'test', 'bench'] },
];

const chromium = await ensureChromium();
let failed = 0;
for (const { name, args } of checks) {
  if (await deno(args)) continue;
  console.error(`The check "${name}" failed: deno ${args.join(' ')}`);
  failed += 1;
}
await Deno.remove(REPORT).catch(() => {});
const paths = Deno.args.length > 0 ? Deno.args : ['test'];
const tested = await deno([
  'test',
  '--allow-all',
  '--quiet',
  '--parallel',
  `--junit-path=${REPORT}`,
  ...paths,
]);
const counts = await readReport();
if (!tested && counts.failed === 0) failed += 1;
console.log(`${counts.passed} passed, ${counts.failed + failed} failed`);
process.exit(counts.failed + failed > 0 || counts.passed === 0 ? 1 : 0);

async function deno(args: string[]): Promise<boolean> {
  const env = { CHROMIUM: chromium };
  const { success } = await new Deno.Command(Deno.execPath(), { args, env, stdin: 'null' }).spawn().status;
  return success;
}

/** The numbers of the JUnit report; nothing passed when there is none. */
async function readReport(): Promise<{ passed: number; failed: number }> {
  const report = await Deno.readTextFile(REPORT).catch(() => '');
  const total = (attribute: string) =>
    [...report.matchAll(new RegExp(`<testsuites [^>]*\\b${attribute}="(\\d+)"`, 'g'))]
      .reduce((sum, [, count]) => sum + Number(count), 0);
  const skipped = [...report.matchAll(/<skipped\b/g)].length;
  const failed = total('failures') + total('errors');
  return { passed: total('tests') - failed - skipped, failed };
}
