import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds seriously wrong with a page: the rule, and where. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Sent as an expression of the debugger, which the page's content security policy does not judge.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`));
}
