import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { GroupOutput } from '../../src/contract/group.ts';
import type { ScheduledEditOutput } from '../../src/contract/scheduled-edit.ts';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';
import { until } from '../support/until.ts';

const HOUR_MS = 3_600_000;

/** Until an edit is due that a test waits for: long enough for it to be scheduled on a busy machine. */
const SOON_MS = 3_000;

/** A whole minute in so many hours. */
function inHours(hours: number): Date {
  return new Date(Math.round((Date.now() + hours * HOUR_MS) / 60_000) * 60_000);
}

/** The time as a field for date and time takes it, in the time zone that browser and test share. */
function typed(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

async function createGroup(server: TestService): Promise<GroupOutput> {
  const destinations = [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ];
  return await (await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } }))
    .json();
}

/** Gives Boston that percent of the calls, at those times. */
async function edit(
  server: TestService,
  group: GroupOutput,
  percent: number,
  times: Record<string, Date> = {},
) {
  const [boston, denver] = group.destinations;
  const query = Object.entries(times).map(([name, time]) => `${name}=${time.toISOString()}`).join('&');
  const response = await server.api(`/groups/${group.id}?${query}`, {
    method: 'PUT',
    body: { destinations: [{ ...boston, percent }, { ...denver, percent: 100 - percent }] },
    headers: { 'if-match': '*' },
  });
  equal(response.ok, true, await response.text());
}

async function readGroup(server: TestService, { id }: GroupOutput): Promise<GroupOutput> {
  return await (await server.api(`/groups/${id}`)).json();
}

async function scheduled(server: TestService, { id }: GroupOutput): Promise<ScheduledEditOutput[]> {
  return (await (await server.api(`/groups/${id}/scheduled`)).json()).scheduled;
}

async function writePercents(page: Page, boston: number) {
  await page.getByLabel('Percent of Boston').fill(String(boston));
  await page.getByLabel('Percent of Denver').fill(String(100 - boston));
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'When is this edit in effect?' });

Deno.test('an edit is scheduled in the form, seen in the list and on the page, and cancelled', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    const [from, until] = [inHours(24), inHours(48)];
    await page.goto(`/groups/${group.id}/edit`);
    await writePercents(page, 10);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    await dialog(page).getByText('Boston: 60 % → 10 %').waitFor();
    await dialog(page).getByLabel('From').fill(typed(from));
    await dialog(page).getByLabel('Until').fill(typed(until));
    await dialog(page).getByRole('button', { name: 'Schedule' }).click();
    await page.getByText(/^Support changes on .* Until then it stays as it is\.$/).waitFor();

    const region = page.getByRole('listitem');
    await region.filter({ hasText: 'Temporary edit, scheduled by' }).getByText('Boston: 60 % → 10 %')
      .waitFor();
    await region.filter({ hasText: 'End of a temporary edit' }).getByText('Boston: 10 % → 60 %').waitFor();
    const [begin, end] = await scheduled(server, group);
    deepEqual([begin.effectiveAt, end.effectiveAt], [from.toISOString(), until.toISOString()]);
    equal((await readGroup(server, group)).version, 1);

    await page.getByRole('link', { name: 'Route Manager' }).click();
    await page.getByRole('link', { name: /^Support changes by itself on / }).click();
    await page.getByRole('button', { name: /^Cancel: Temporary edit/ }).click();
    await page.getByText('The edit is not made, so there is nothing to put back either.').waitFor();
    await page.getByRole('button', { name: 'Cancel the edit' }).click();
    await page.getByText('Scheduled', { exact: true }).waitFor({ state: 'detached' });
    deepEqual(await scheduled(server, group), []);
    // What was scheduled is nobody's unsaved work.
    await page.getByRole('link', { name: 'Edit' }).click();
    equal(await page.getByLabel('Percent of Boston').inputValue(), '60');
  }));

Deno.test('an edit with an end alone is saved at once', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    const until = inHours(2);
    await page.goto(`/groups/${group.id}/edit`);
    await writePercents(page, 0);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    await dialog(page).getByLabel('Until').fill(typed(until));
    await dialog(page).getByRole('button', { name: 'Save now, and put back then' }).click();
    await page.getByText(/^Support is saved until /).waitFor();
    const { version, nextChangeAt } = await readGroup(server, group);
    deepEqual([version, nextChangeAt], [2, until.toISOString()]);
    await page.getByRole('button', { name: /^Cancel: End of a temporary edit/ }).click();
    await page.getByRole('button', { name: 'Let it stay' }).click();
    await page.getByText('Scheduled', { exact: true }).waitFor({ state: 'detached' });
    equal((await readGroup(server, group)).nextChangeAt, null);
  }));

Deno.test('times that mean nothing are said beside their fields, and nothing that was written is lost', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByLabel('Percent of Boston').fill('70');
    await page.getByRole('button', { name: 'Schedule…' }).click();
    await page.getByText('10 % too much').waitFor();
    equal(await dialog(page).count(), 0, 'what can not be saved can not be scheduled');
    await writePercents(page, 70);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    const schedule = dialog(page).getByRole('button', { name: 'Schedule' });
    await schedule.click();
    await dialog(page).getByText('Enter at least one of the two times.').waitFor();
    await dialog(page).getByLabel('From').fill(typed(inHours(-1)));
    await schedule.click();
    await dialog(page).getByText('This time has passed. Leave it empty to save now.').waitFor();
    await dialog(page).getByLabel('From').fill(typed(inHours(2)));
    await dialog(page).getByLabel('Until').fill(typed(inHours(1)));
    await schedule.click();
    await dialog(page).getByText('This must be after the other time.').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    equal(await page.getByLabel('Percent of Boston').inputValue(), '70');
    deepEqual([(await readGroup(server, group)).version, await scheduled(server, group)], [1, []]);
  }));

Deno.test('when somebody saved meanwhile, scheduling shows both versions', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/edit`);
    await writePercents(page, 10);
    await edit(server, group, 50);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    await dialog(page).getByLabel('From').fill(typed(inHours(1)));
    await dialog(page).getByRole('button', { name: 'Schedule' }).click();
    await page.getByText('Somebody saved version 2 while you were editing').waitFor();
    equal(await dialog(page).count(), 0);
    deepEqual(await scheduled(server, group), []);
  }));

Deno.test('whoever edits a group that will change by itself is told what becomes of their work', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await edit(server, group, 10, { until: inHours(5) });
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByText(/^A temporary edit is in effect until .* nothing is put back\.$/).waitFor();
    await writePercents(page, 20);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Support', exact: true }).click();
    await page.getByText('Somebody edited the group since: nothing will be put back, and their work stays.')
      .waitFor();

    await edit(server, group, 30, { effectiveAt: inHours(1) });
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByText(/^This group has an edit scheduled for .* It replaces what you save now\.$/)
      .waitFor();
    await page.getByRole('button', { name: /^Cancel: Edit,/ }).click();
    await page.getByRole('button', { name: 'Cancel the edit' }).click();
    await page.getByText('It replaces what you save now.').waitFor({ state: 'detached' });
  }));

Deno.test('an end that was left out stays to be seen until somebody dismisses it', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await edit(server, group, 10, { until: new Date(Date.now() + SOON_MS) });
    await edit(server, group, 20);
    await page.goto(`/groups/${group.id}`);
    await page.getByText('End of a temporary edit').waitFor();
    const leftOut = page.getByText(
      'This was left out: somebody edited the group meanwhile, and their work stays.',
    );
    await until(async () => {
      await page.reload();
      await page.getByText('End of a temporary edit').waitFor();
      return await leftOut.isVisible();
    });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await leftOut.waitFor({ state: 'detached' });
    equal((await readGroup(server, group)).version, 3);
  }));

Deno.test('pages that are open show a scheduled edit as soon as it is made', () =>
  signedIn(async ({ page, server, context }) => {
    const group = await createGroup(server);
    await edit(server, group, 30, { effectiveAt: inHours(24) });
    await page.reload();
    await page.getByRole('img', { name: /Boston 60.%; Denver 40.%/ }).waitFor();
    const other = await context.newPage();
    await other.goto(`/groups/${group.id}`);
    await other.getByText('Boston: 60 % → 30 %').waitFor();

    await edit(server, group, 0, { effectiveAt: new Date(Date.now() + SOON_MS) });
    await page.getByRole('img', { name: /Boston 0.%; Denver 100.%/ }).waitFor();
    await other.getByText('Boston: 0 % → 30 %').waitFor();
    await other.getByRole('tab', { name: 'History' }).click();
    match(
      await other.getByRole('listitem').filter({ hasText: 'Version 2' }).innerText(),
      /edited as scheduled by Set-up/,
    );
  }));

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`scheduled edits have no barrier that a checker finds, and fit a phone, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      const group = await createGroup(server);
      await edit(server, group, 10, { until: inHours(5) });
      await edit(server, group, 20, { effectiveAt: inHours(1), until: inHours(6) });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 360, height: 740 });
      const check = async (what: string) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        deepEqual({ what, barriers: await barriers(page), wide }, { what, barriers: [], wide: 360 });
      };
      await page.goto('/');
      await page.getByRole('link', { name: /^Support changes by itself/ }).waitFor();
      await check('the list');
      await page.goto(`/groups/${group.id}`);
      await page.getByRole('button', { name: /^Cancel: Temporary edit/ }).click();
      await check('the page');
      await page.goto(`/groups/${group.id}/edit`);
      await page.getByText('It replaces what you save now.').waitFor();
      await check('the form');
      await page.getByLabel('Name', { exact: true }).fill('');
      await page.getByRole('button', { name: 'Schedule…' }).click();
      await page.getByRole('button', { name: 'Save (1 to correct)' }).waitFor();
      await check('the form with a fault');
      await page.getByLabel('Name', { exact: true }).fill('Support');
      await page.getByRole('button', { name: 'Schedule…' }).click();
      await dialog(page).getByLabel('From').fill(typed(inHours(2)));
      await check('the dialog');
    }));
}
