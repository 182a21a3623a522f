/** What a JUnit report of `deno test` says. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  /** Of all tests, in no particular order. */
  readonly titles: readonly string[];
}

/** Reads a report; nothing passed when the file is absent. */
export async function readTestReport(file: string): Promise<TestReport> {
  const report = await Deno.readTextFile(file).catch(() => '');
  const total = (attribute: string) =>
    [...report.matchAll(new RegExp(`<testsuites [^>]*\\b${attribute}="(\\d+)"`, 'g'))]
      .reduce((sum, [, count]) => sum + Number(count), 0);
  const skipped = [...report.matchAll(/<skipped\b/g)].length;
  const failed = total('failures') + total('errors');
  const titles = [...report.matchAll(/<testcase name="([^"]*)"/g)].map(([, title]) => title);
  return { passed: total('tests') - failed - skipped, failed, titles };
}
