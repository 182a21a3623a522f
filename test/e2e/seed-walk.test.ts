import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { visit } from '../support/browser.ts';
import { startServer } from '../support/server-process.ts';

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

async function ask(url: string, session: string) {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'session.id': session }) });
  return await response.json();
}

/** Routes calls as a voice application does, and counts them by the destination they were given. */
async function routeCalls(url: string, from: number, to: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let call = from; call < to; call++) {
    const { name } = await ask(url, `call-${call}`);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function fillDestination(page: Page, index: number, name: string, uri: string, percent: string) {
  await page.getByLabel(`Name of destination ${index}`).fill(name);
  await page.getByLabel(new RegExp(`^Destination(?! ${index + 1})`)).nth(index - 1).fill(uri);
  await page.getByLabel(new RegExp(`^Percent of (${name}|destination ${index})$`)).fill(percent);
}

interface Shifts {
  layoutShift: number;
}

/** Adds up how much the page moves by itself from now on: Cumulative Layout Shift, 0 while nothing jumps. */
async function watchLayout(page: Page) {
  await page.evaluate(() => {
    const shifts = globalThis as unknown as Shifts;
    shifts.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) shifts.layoutShift += value;
      }
    }).observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => (globalThis as unknown as Shifts).layoutShift);
}

Deno.test("the seed's walk: from an empty installation to routed calls, an edit, a deletion and its undo", () =>
  visit(
    async ({ page, server, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const link = new URL(/https?:\S+\/setup\?token=[\w-]+/.exec(server.logged())![0]);
      await page.goto(link.pathname + link.search);
      await page.getByLabel('Account').fill('Acme');
      await page.getByLabel('Your e-mail').fill('ann@example.com');
      await page.getByLabel('Password', { exact: true }).fill('long enough for all');
      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await page.getByRole('heading', { name: 'Route Manager' }).waitFor();

      await page.getByRole('link', { name: '+ Add Group' }).last().click();
      await page.getByLabel('Name', { exact: true }).fill('Support');
      await page.getByRole('button', { name: '+ Add Destination' }).click();
      await fillDestination(page, 1, 'Boston', 'tel:+16177123000', '50');
      await fillDestination(page, 2, 'Denver', 'sip:1234@10.0.1.2', '30');
      await fillDestination(page, 3, 'Austin', 'sip:5678@10.0.1.3', '20');
      await page.getByRole('button', { name: 'Save' }).click();
      await row(page, 'Support').getByText('0 in progress').waitFor();

      await page.getByRole('button', { name: 'Copy the link of Support' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const url = await page.evaluate(() => navigator.clipboard.readText());
      equal(await page.getByRole('link', { name: 'Link of Support' }).getAttribute('href'), url);

      await page.reload();
      await row(page, 'Support').getByText('0 in progress').waitFor();
      const layoutShift = await watchLayout(page);
      deepEqual(await routeCalls(url, 0, 10), { Boston: 5, Denver: 3, Austin: 2 });
      await row(page, 'Support').getByText('10 in progress').waitFor();
      await row(page, 'Support').getByText('live 50.0 / 30.0 / 20.0').waitFor();
      equal(await layoutShift(), 0, 'live values move nothing else');

      await page.getByRole('link', { name: 'Edit Support' }).click();
      await page.getByLabel('Percent of Boston').fill('0');
      await page.getByLabel('Percent of Denver').fill('80');
      await page.getByRole('button', { name: 'Save' }).click();
      await row(page, 'Support').getByRole('img', { name: /Denver 80.%/ }).waitFor();
      await row(page, 'Support').getByText('10 in progress').waitFor();
      const after = await routeCalls(url, 10, 20);
      equal(after.Boston, undefined, 'only future calls follow the edit');
      equal(after.Denver + after.Austin, 10);

      await page.getByRole('button', { name: 'Delete Support' }).click();
      await page.getByRole('dialog').getByLabel('Type its name, Support').fill('Support');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await row(page, 'Support').waitFor({ state: 'detached' });
      deepEqual((({ success, error }) => ({ success, error }))(await ask(url, 'gone')), {
        success: false,
        error: 'unknown_route',
      });
      await page.getByRole('button', { name: 'Undo' }).click();
      await row(page, 'Support').getByText('20 in progress').waitFor();
      equal((await ask(url, 'back')).success, true);
    },
    { SETUP_EMAIL: '', SETUP_PASSWORD: '', SETUP_API_KEY: '' },
    startServer,
  ));
