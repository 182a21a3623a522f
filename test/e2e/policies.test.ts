import { deepEqual, equal } from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import { ANN, invite, join } from '../support/people-pages.ts';
import type { TestService } from '../support/served-here.ts';

const SUPPORT = {
  name: 'Support',
  destinations: [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ],
};

/** A group that uses every policy. */
const TIMED = {
  ...SUPPORT,
  timeZone: 'Europe/Dublin',
  lastResort: 'tel:+1800555010',
  sharedCaps: [{ name: 'Vendor X', destinations: ['Boston', 'Denver'], maxActive: 50 }],
  destinations: [
    {
      ...SUPPORT.destinations[0],
      maxActive: 20,
      caps: [{ per: 'hour', calls: 100 }],
      hours: {
        timeZone: 'America/New_York',
        open: [{ days: ['mon'], from: '08:00', to: '18:00' }, { days: ['fri'], from: '22:00', to: '02:00' }],
        closed: ['2026-12-25'],
      },
    },
    SUPPORT.destinations[1],
  ],
};

async function createGroup(server: TestService, group: unknown = SUPPORT) {
  const response = await server.api('/groups', { method: 'POST', body: group });
  equal(response.status, 201);
  return await response.json();
}

const readGroup = async (server: TestService, id: number) => await (await server.api(`/groups/${id}`)).json();

const options = (page: Page, name: string) => page.getByRole('group', { name: `Options of ${name}` });
const timeZone = (within: Page | Locator) => within.getByRole('combobox', { name: 'Time zone' });
const unfold = (page: Page, name: string) => page.getByRole('button', { name: `Options of ${name}` }).click();

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Support is saved.').waitFor();
}

Deno.test('hours and caps are set in the form, from the keyboard as well, and are there again', () =>
  signedIn(async ({ page, server }) => {
    const { id } = await createGroup(server);
    await page.goto(`/groups/${id}/edit`);
    await unfold(page, 'Boston');
    const boston = options(page, 'Boston');
    await boston.getByLabel('In progress').fill('20');
    await boston.getByLabel('An hour').fill('100');
    await boston.getByText('By hours').click();
    const first = boston.getByRole('group', { name: 'Hours 1' });
    await first.getByRole('checkbox', { name: 'Saturday' }).press('Space');
    await first.getByLabel('To').fill('5pm');
    await boston.getByRole('button', { name: '+ Add hours' }).click();
    const second = boston.getByRole('group', { name: 'Hours 2' });
    await second.getByRole('checkbox', { name: 'Sunday' }).press('Space');
    await second.getByLabel('From').fill('2200');
    await second.getByLabel('To').fill('2');
    await boston.getByText('Until 02:00 on the next day.').waitFor();
    await boston.getByLabel('Closed on', { exact: true }).fill('2026-12-26');
    await boston.getByLabel('A date to be closed on').fill('2026-12-25');
    await boston.getByRole('button', { name: 'Add date' }).click();
    await timeZone(boston).fill('new york');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await save(page);

    const hours = {
      timeZone: 'America/New_York',
      open: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '08:00', to: '17:00' },
        { days: ['sun'], from: '22:00', to: '02:00' },
      ],
      closed: ['2026-12-25', '2026-12-26'],
    };
    const { destinations: [saved, other] } = await readGroup(server, id);
    deepEqual([saved.maxActive, saved.caps, saved.hours], [20, [{ per: 'hour', calls: 100 }], hours]);
    deepEqual([other.maxActive, other.caps, other.hours], [null, [], null]);

    await page.goto(`/groups/${id}/edit`);
    await page.getByText('At most 20 in progress, 100 an hour · open Mon–Sat 08:00–17:00, Sun 22:00–02:00')
      .waitFor();
    await unfold(page, 'Boston');
    equal(await first.getByLabel('To').inputValue(), '17:00');
    equal(await timeZone(boston).inputValue(), 'America/New_York');
    await boston.getByText('Always open').click();
    await save(page);
    equal((await readGroup(server, id)).destinations[0].hours, null);
  }));

Deno.test('all options of a group are set in the form and are there again', () =>
  signedIn(async ({ page, server }) => {
    const { id, destinations: [, denver] } = await createGroup(server);
    await page.goto(`/groups/${id}/edit`);
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByLabel('Hold time').fill('10 min');
    await page.getByLabel('Most attempts').fill('3');
    await page.getByRole('checkbox', { name: 'Busy' }).press('Space');
    await page.getByLabel('Last resort').fill('tel:+18005550100');
    await page.getByText('On', { exact: true }).click();
    await page.getByRole('button', { name: 'The numbers behind it' }).click();
    await page.getByLabel('Failures, percent').fill('');
    await page.getByLabel('First ejection').fill('1 min');
    await timeZone(page).fill('Europe/Dublin');
    await page.getByRole('button', { name: '+ Add shared cap' }).click();
    const shared = page.getByRole('group', { name: 'Shared cap 1' });
    await shared.getByLabel('Name').fill('Vendor X');
    await shared.getByRole('checkbox', { name: 'Denver' }).press('Space');
    await shared.getByLabel('A day').fill('900');
    await save(page);

    const group = await readGroup(server, id);
    deepEqual({
      ...group,
      timeZone: 'Europe/Dublin',
      holdSeconds: 600,
      maxAttempts: 3,
      terminalOutcomes: ['declined', 'busy'],
      lastResort: 'tel:+18005550100',
      health: { ...group.health, mode: 'on', failurePercent: null, ejectSeconds: 60 },
      sharedCaps: [
        { name: 'Vendor X', destinations: [denver.id], maxActive: null, caps: [{ per: 'day', calls: 900 }] },
      ],
    }, group);
    await page.goto(`/groups/${id}/edit`);
    await page.getByText('Vendor X: at most 900 a day at 1 destination.').waitFor();
    await page.getByText('When no destination can take a call, tel:+18005550100 gets it.').waitFor();
    await page.goto(`/groups/${id}/history`);
    await page.getByText('Most attempts: every destination → 3').waitFor();
  }));

Deno.test('faults of options are said beside them once they are left, and counted on the save button', () =>
  signedIn(async ({ page, server }) => {
    const { id } = await createGroup(server, TIMED);
    await page.goto(`/groups/${id}/edit`);
    await unfold(page, 'Boston');
    const boston = options(page, 'Boston');
    const from = boston.getByLabel('From').first();
    await from.fill('noon');
    equal(await page.getByText('is no time of the day').count(), 0);
    await boston.getByLabel('A month').fill('0');
    await boston.getByText('"noon" is no time of the day.').waitFor();
    await boston.getByLabel('An hour').focus();
    await boston.getByText('A cap is a whole number from 1').waitFor();
    await page.getByRole('button', { name: 'Save (2 to correct)' }).click();
    equal(await boston.getByLabel('A month').evaluate((field) => field === document.activeElement), true);
    await unfold(page, 'Boston');
    equal(await from.isVisible(), true, 'what has a fault can not be folded away');

    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('group', { name: 'Shared cap 1' }).getByLabel('In progress').fill('');
    await page.getByLabel('Last resort').focus();
    await page.getByText('Say what is shared').waitFor();
    await page.getByText('+1800555010 does not look like a complete telephone number.').waitFor();
  }));

Deno.test('a destination that is removed leaves the caps that it shares, and comes back with them', () =>
  signedIn(async ({ page, server }) => {
    const { id } = await createGroup(server, TIMED);
    await page.goto(`/groups/${id}/edit`);
    await page.getByRole('button', { name: 'Remove Denver' }).click();
    await page.getByText('Vendor X: at most 50 in progress at 1 destination.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Vendor X: at most 50 in progress at 2 destinations together.').waitFor();
  }));

const stateOf = async (server: TestService, id: number) =>
  (await readGroup(server, id)).destinations[0].state;

Deno.test('a destination is drained and disabled with one click on the page of its group, and back with another', () =>
  signedIn(async ({ page, server }) => {
    const { id, url } = await createGroup(server);
    const body = new URLSearchParams({ 'session.id': 'lasting' });
    await (await fetch(url, { method: 'POST', body })).body?.cancel();
    await page.goto(`/groups/${id}`);
    await page.getByRole('row', { name: /^Boston/ }).getByText('100.0 %').first().waitFor();
    await page.getByRole('button', { name: 'Drain Boston' }).click();
    await page.getByText('Boston is draining. New calls stop; 1 call in progress stays until it ends.')
      .waitFor();
    equal(await stateOf(server, id), 'draining');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Drain Boston' }).waitFor();
    equal(await stateOf(server, id), 'enabled');
    await page.getByRole('button', { name: 'Disable Boston' }).click();
    await page.getByText('Boston is disabled.').waitFor();
    await page.getByRole('button', { name: 'Enable Boston' }).click();
    await page.getByText('Boston takes calls again.').waitFor();
    equal(await stateOf(server, id), 'enabled');
  }));

Deno.test('draining keeps what somebody else has saved meanwhile', () =>
  signedIn(async ({ page, server }) => {
    const { id } = await createGroup(server);
    await page.goto(`/groups/${id}`);
    await page.getByRole('button', { name: 'Drain Boston' }).waitFor();
    const theirs = await server.api(`/groups/${id}`, {
      method: 'PUT',
      body: { name: 'Help desk' },
      headers: { 'if-match': '"1"' },
    });
    equal(theirs.status, 200);
    await page.getByRole('button', { name: 'Drain Boston' }).click();
    await page.getByText('Boston is draining.').waitFor();
    const { name, destinations } = await readGroup(server, id);
    deepEqual([name, destinations[0].state], ['Help desk', 'draining']);
  }));

Deno.test('a viewer sees the states of destinations, and changes none', () =>
  signedIn(async ({ page: owner, server, elsewhere }) => {
    const { id } = await createGroup(server, {
      ...SUPPORT,
      destinations: [{ ...SUPPORT.destinations[0], state: 'draining' }, SUPPORT.destinations[1]],
    });
    const page = await elsewhere();
    await join(page, await invite(owner, ANN.email, 'viewer'));
    await page.goto(`/groups/${id}`);
    await page.getByRole('row', { name: /^Boston.* draining/ }).waitFor();
    equal(await page.getByRole('table').getByRole('button').count(), 0);
  }));

/** Everything that can be unfolded, with a fault among it. */
async function unfoldAll(page: Page) {
  await unfold(page, 'Boston');
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('button', { name: 'The numbers behind it' }).click();
  await options(page, 'Boston').getByLabel('From').first().fill('noon');
  await page.getByLabel('Last resort').focus();
  await page.getByText('is no time of the day').waitFor();
}

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`the unfolded form has no barrier that a checker finds, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      const { id } = await createGroup(server, TIMED);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`/groups/${id}/edit`);
      await unfoldAll(page);
      deepEqual(await barriers(page), []);
      await timeZone(options(page, 'Boston')).fill('america');
      await page.getByRole('option', { name: 'America/New_York' }).waitFor();
      deepEqual(await barriers(page), [], 'with the list of time zones open');
      await page.goto(`/groups/${id}`);
      await page.getByRole('button', { name: 'Drain Boston' }).waitFor();
      deepEqual(await barriers(page), [], 'the page of the group');
    }));
}

Deno.test('the unfolded form fits a phone of 360 pixels', () =>
  signedIn(async ({ page, server }) => {
    const { id } = await createGroup(server, TIMED);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`/groups/${id}/edit`);
    await unfoldAll(page);
    equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.goto(`/groups/${id}`);
    const table = page.getByRole('table');
    await table.waitFor();
    equal(
      await table.evaluate(({ scrollWidth, parentElement }) => scrollWidth <= parentElement!.clientWidth),
      true,
    );
  }));
