import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { LeakListOutput } from '../../src/contract/leak.ts';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';
import { until } from '../support/until.ts';

interface Group {
  readonly id: number;
  readonly url: string;
  readonly completeUrl: string;
}

async function createGroup(server: TestService): Promise<Group> {
  const destinations = [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ];
  const response = await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } });
  equal(response.status, 201);
  return await response.json();
}

async function call({ url }: Group, session?: string) {
  const body = new URLSearchParams(session === undefined ? {} : { 'session.id': session });
  equal((await (await fetch(url, { method: 'POST', body })).json()).success, true);
}

async function active(server: TestService, { id }: Group): Promise<number> {
  return (await (await server.api(`/groups/${id}/live`)).json()).active;
}

const calls = (page: Page) => page.getByRole('list', { name: 'Calls in progress' }).getByRole('listitem');

Deno.test('calls in progress are found, and one of them released after it was said what that does', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    for (const session of ['call-1', 'call-2', 'other', undefined]) await call(group, session);
    await page.goto(`/groups/${group.id}`);
    await page.getByRole('tab', { name: 'Open calls' }).click();
    await page.getByText('No session id').waitFor();
    equal(await calls(page).count(), 4);

    await page.getByRole('textbox', { name: 'Session' }).fill('call-');
    await until(async () => await calls(page).count() === 2);
    await page.getByLabel('Destination').selectOption('Boston');
    await until(async () => await calls(page).count() === 1);
    await page.getByLabel('Age').selectOption('Over 5 min');
    await page.getByText('No call in progress is like that.').waitFor();
    await page.getByLabel('Age').selectOption('Any');

    await page.getByRole('button', { name: 'Release session call-1' }).click();
    await page.getByText('Its place is free at once. The call itself goes on. This can’t be undone.')
      .waitFor();
    equal(await active(server, group), 4);
    deepEqual(await barriers(page), []);
    await page.getByRole('button', { name: 'Release it' }).click();
    await page.getByText('Released: its place is free.').waitFor();
    await page.getByText('No call in progress is like that.').waitFor();
    equal(await active(server, group), 3);
  }));

Deno.test('all calls that match are released at once, and no others', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    for (let index = 0; index < 60; index++) await call(group, `lost-${index}`);
    await call(group, 'kept');
    await page.goto(`/groups/${group.id}/open-calls`);
    await page.getByRole('textbox', { name: 'Session' }).fill('lost');
    await page.getByRole('button', { name: 'Release all 60 calls that match' }).click();
    await page.getByText('Their places are free at once. The calls themselves go on. This can’t be undone.')
      .waitFor();
    await page.getByRole('button', { name: 'Release 60', exact: true }).click();
    await page.getByText('60 released: their places are free.').waitFor();
    await page.getByText('No call in progress is like that.').waitFor();
    equal(await active(server, group), 1);
    await page.getByRole('textbox', { name: 'Session' }).fill('');
    await page.getByText('kept').waitFor();
    await page.goto('/account/audit');
    await page.getByText('released 60').waitFor();
  }));

Deno.test('a group that loses sessions says so in the list, and on its page why and what helps', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    const leaks: LeakListOutput = {
      leaks: [{
        group: { id: group.id, name: 'Support' },
        cause: 'only_on_hang_up',
        ended: 1000,
        lost: 120,
        percent: 12,
        percentBefore: 5,
        trend: 'more',
        retries: true,
        overdue: 37,
        usual: { medianSeconds: 150, p99Seconds: 700 },
        expiry: { seconds: 7200, suggestedSeconds: 1500 },
      }],
    };
    // What a day of a real application makes of the figures is tested where they are read.
    await page.route('**/api/v1/leaks', (route) => route.fulfill({ json: leaks }));
    await page.goto('/');
    await page.getByText('12 % of its sessions are never completed.').waitFor();
    await page.getByRole('link', { name: 'Why do the sessions of Support leak?' }).click();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByText('Sessions are completed when the caller hangs up').waitFor();
    await page.getByText('an expiry of 25 min would do').waitFor();
    await page.getByText(group.completeUrl).waitFor();
    deepEqual(await barriers(page), []);
    await page.getByRole('link', { name: 'Look at its open calls' }).click();
    await page.getByText('No calls in progress.').waitFor();
  }));

Deno.test('what can not be read is said, with a way to try again', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await call(group, 'a');
    let broken = true;
    const problem = { type: '/api/problems/unavailable', title: 'Storage is not reachable', status: 503 };
    await page.route(
      '**/sessions?*',
      (route) => broken ? route.fulfill({ status: 503, json: problem }) : route.continue(),
    );
    await page.goto(`/groups/${group.id}/open-calls`);
    await page.getByText('Storage is not reachable').waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await calls(page).first().waitFor();
  }));
