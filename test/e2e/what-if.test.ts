import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { GroupOutput } from '../../src/contract/group.ts';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';

const destinations = [
  { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
  { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40, maxActive: 30 },
];

/** A group that has placed so many calls. */
async function groupWithCalls(server: TestService, calls: number): Promise<GroupOutput> {
  const created = await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } });
  const group: GroupOutput = await created.json();
  for (let call = 0; call < calls; call++) {
    await (await fetch(`${group.url}?session=call-${call}`, { method: 'POST' })).body?.cancel();
  }
  return group;
}

async function openWhatIf(page: Page, { id }: GroupOutput) {
  await page.goto(`/groups/${id}/edit`);
  await page.getByRole('button', { name: 'What if?' }).click();
}

async function writePercents(page: Page, boston: number) {
  await page.getByLabel('Percent of Boston').fill(String(boston));
  await page.getByLabel('Percent of Denver').fill(String(100 - boston));
}

const replay = (page: Page) => page.getByRole('button', { name: 'Replay with these settings' }).click();

/** The counts and shares of a row of the table. */
async function figures(page: Page, row: string): Promise<string[]> {
  const cells = page.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('cell');
  const texts = await cells.allInnerTexts();
  return texts.map((text) => text.split('\n')[0].replaceAll(/\s+/g, ' ').trim());
}

Deno.test('recorded calls are replayed with what the form says before it is saved', () =>
  signedIn(async ({ page, server }) => {
    const group = await groupWithCalls(server, 10);
    await openWhatIf(page, group);
    await writePercents(page, 20);
    await replay(page);
    await page.getByText(/^10 calls from/).waitFor();
    deepEqual(await figures(page, 'Boston 60'), ['6 60 %', '6 60 %', '2 20 %']);
    deepEqual(await figures(page, 'Denver'), ['4 40 %', '4 40 %', '8 80 %']);
    deepEqual(await figures(page, 'All'), ['10', '10', '10']);
    await page.getByRole('img', { name: /^With these: Boston 20.%, live [12]\d\.\d %/ }).waitFor();

    await writePercents(page, 100);
    await page.getByText('These are the figures of other settings: replay again.').waitFor();
    await page.getByLabel('Percent of Denver').fill('1');
    await replay(page);
    await page.getByText('1 % too much').waitFor();
    await page.getByLabel('Percent of Denver').fill('0');
    await page.getByRole('button', { name: 'Options of Boston' }).click();
    await page.getByRole('group', { name: 'Options of Boston' }).getByLabel('In progress').fill('7');
    await replay(page);
    await page.getByRole('row', { name: /^Refused: at capacity/ }).waitFor();
    deepEqual(await figures(page, 'Refused: at capacity'), ['0', '0', '3']);
    equal((await (await server.api(`/groups/${group.id}`)).json()).version, 1);
  }));

Deno.test('a period without calls, one that ends before it begins, and one that is not written are said', () =>
  signedIn(async ({ page, server }) => {
    await openWhatIf(page, await groupWithCalls(server, 1));
    await page.getByLabel('Calls of').selectOption('Yesterday');
    await replay(page);
    await page.getByText('No calls in this period.').waitFor();
    await page.getByLabel('Calls of').selectOption('From … to …');
    await replay(page);
    equal(await page.getByText('Enter a time.').count(), 2);
    await page.getByLabel(/^From/).fill('2026-01-02T10:00');
    await page.getByLabel('To', { exact: true }).fill('2026-01-02T09:00');
    await replay(page);
    await page.getByText('This must be later than from.').waitFor();
  }));

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`a what-if has no barrier that a checker finds, and fits a phone, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      const group = await groupWithCalls(server, 10);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 360, height: 740 });
      const check = async (what: string) => {
        // Where the save button sticks over the rows, they are hardly to be hit.
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        deepEqual({ what, barriers: await barriers(page), wide }, { what, barriers: [], wide: 360 });
      };
      await openWhatIf(page, group);
      await page.getByLabel('Calls of').selectOption('From … to …');
      await replay(page);
      await page.getByText('Enter a time.').first().waitFor();
      await check('a period that is not written');
      await page.getByLabel('Calls of').selectOption('Last hour');
      await writePercents(page, 0);
      await page.getByRole('button', { name: 'Options of Denver' }).click();
      await page.getByRole('group', { name: 'Options of Denver' }).getByLabel('In progress').fill('3');
      await replay(page);
      await page.getByText(/^10 calls from/).waitFor();
      await writePercents(page, 10);
      await page.getByText('These are the figures of other settings: replay again.').waitFor();
      await check('figures of other settings');
    }));
}
