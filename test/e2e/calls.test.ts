import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';

const SESSION = '000005;000;1190752725 &c';

interface Group {
  readonly id: number;
  readonly url: string;
  readonly completeUrl: string;
}

async function createGroup(server: TestService, fields = {}): Promise<Group> {
  const body = {
    name: 'Support',
    destinations: [
      { name: 'Boston', uri: 'tel:+16177123000', percent: 50 },
      { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
      { name: 'Lima', uri: 'sip:lima@10.0.1.3', percent: 10, state: 'draining' },
    ],
    ...fields,
  };
  return await (await server.api('/groups', { method: 'POST', body })).json();
}

async function call(url: string, session: string, more: Record<string, string> = {}) {
  const body = new URLSearchParams({ 'session.id': session, ...more });
  return await (await fetch(url, { method: 'POST', body })).json();
}

/** A call that was tried twice, and then refused. */
async function callThatFailed(server: TestService, fields = {}): Promise<Group> {
  const group = await createGroup(server, fields);
  for (let before = 1; before <= 3; before++) await call(group.url, `before ${before}`);
  equal((await call(group.url, SESSION)).attempt, 1);
  equal((await call(group.url, SESSION, { outcome: 'no answer' })).attempt, 2);
  equal((await call(group.url, SESSION, { outcome: 'busy' })).error, 'exhausted');
  return group;
}

const steps = (page: Page) => page.locator('main ol > li');
const box = (page: Page) => page.getByRole('textbox', { name: 'Session' });

Deno.test('a call is found by its session, from its first attempt to its refusal, each with its reason', () =>
  signedIn(async ({ page, server }) => {
    await callThatFailed(server);
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    equal(await box(page).evaluate((field) => field === document.activeElement), true);
    await page.getByText('session.sessionid').waitFor();
    await page.keyboard.type(` ${SESSION} `);
    await page.keyboard.press('Enter');
    await steps(page).nth(2).waitFor();
    equal(new URL(page.url()).searchParams.get('session'), SESSION);

    const [first, second, third] = await steps(page).allInnerTexts();
    match(first, /Attempt 1 → Denver sip:1234@10\.0\.1\.2/);
    match(first, /retried after .* s, no answer/);
    match(first, /Denver was .* below its share.* Lima was draining; its share went to the others/);
    match(first, /Lima: off/);
    match(second, /Attempt 2 → Boston tel:\+16177123000/);
    match(second, /retried after .* s, busy/);
    match(second, /Boston was the only destination that could take the call\. Denver had been tried/);
    match(third, /Request 3: no destination/);
    match(third, /refused: nothing was left to try/);

    await steps(page).first().getByText('The figures behind it').click();
    await steps(page).first().getByRole('row', { name: /Denver 40 % .*got the call/ }).waitFor();
    await steps(page).first().getByRole('row', { name: /Lima 10 % was draining/ }).waitFor();

    await page.reload();
    await steps(page).nth(2).waitFor();
    equal(await box(page).inputValue(), SESSION);
    await steps(page).first().getByRole('link', { name: 'Support' }).click();
    await page.getByRole('heading', { name: 'Support' }).waitFor();
  }));

Deno.test('a call in progress is followed until it ends', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await call(group.url, 'a');
    await page.goto('/calls?session=a');
    await page.getByText('in progress', { exact: true }).waitFor();
    await page.getByText('The call is in progress').waitFor();
    await call(group.completeUrl, 'a');
    await page.getByText(/completed after/).waitFor();
    await page.getByText('The call is in progress').waitFor({ state: 'detached' });
  }));

Deno.test('a session that no call has is said, and for how long calls are kept', () =>
  signedIn(async ({ page }) => {
    await page.goto('/calls?session=never');
    await page.getByText('No call has the session never. Calls are kept for 30 days').waitFor();
    await page.route('**/api/v1/calls?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: '/api/problems/unavailable',
          title: 'Storage is not reachable',
          status: 503,
        }),
      }));
    await box(page).fill('other');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('Storage is not reachable').waitFor();
    await page.unroute('**/api/v1/calls?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No call has the session other.').waitFor();
  }));

Deno.test("a group's page lists its recent calls, each leading to its reasons", () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}`);
    await page.getByText('No calls yet. Try a test call.').waitFor();
    for (let number = 1; number <= 12; number++) await call(group.url, `call ${number}`);
    const list = page.getByRole('region', { name: 'Recent calls' });
    const rows = list.getByRole('listitem');
    await rows.nth(9).waitFor();
    match((await rows.allInnerTexts())[0], /call 12\s+(Boston|Denver)\s+in progress/);
    equal(await rows.count(), 10);
    await list.getByRole('button', { name: 'Show earlier' }).click();
    await rows.nth(11).waitFor();
    await list.getByRole('link', { name: 'call 12' }).click();
    await steps(page).filter({ hasText: 'Attempt 1' }).waitFor();
  }));

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`the calls page has no barrier that a checker finds, and fits a phone, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      const group = await callThatFailed(server);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (
        const path of ['/calls', `/calls?${new URLSearchParams({ session: SESSION })}`, `/groups/${group.id}`]
      ) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(path);
        await page.waitForLoadState('networkidle');
        for (const figures of await page.getByText('The figures behind it').all()) await figures.click();
        deepEqual(await barriers(page), [], path);
        await page.setViewportSize({ width: 360, height: 740 });
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path);
      }
    }));
}
