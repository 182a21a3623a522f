import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { GroupOutput } from '../../src/contract/group.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';

/** One page each, as people see it on a desk and in a hand. */
const SCREENS = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

const [BOSTON, DENVER] = [
  { name: 'Boston', uri: 'tel:+16177123000', percent: 50 },
  { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 50 },
];

async function createGroup(
  server: TestService,
  fields: Record<string, unknown> = {},
): Promise<GroupOutput> {
  const body = { name: 'Support', destinations: [BOSTON, DENVER], ...fields };
  const response = await server.api('/groups', { method: 'POST', body });
  equal(response.status, 201);
  return await response.json();
}

/** The name of the destination that a call is given, as a voice application asks for it. */
async function call({ url }: GroupOutput, session: string): Promise<string> {
  return (await (await fetch(`${url}?session=${session}`)).json()).name;
}

async function complete({ completeUrl }: GroupOutput, session: string, outcome: Outcome = 'connected') {
  await (await fetch(`${completeUrl}?session=${session}&outcome=${outcome}`)).body?.cancel();
}

/** Fails calls at Denver until it is ejected for them. */
async function ejectDenver(group: GroupOutput) {
  for (let calls = 0, failures = 0; failures < 2; calls++) {
    const session = `failing-${calls}`;
    const isDenver = await call(group, session) === 'Denver';
    if (isDenver) failures += 1;
    await complete(group, session, isDenver ? 'failed' : 'connected');
  }
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** Where everything stands in the list or in a group's table: nothing of it may move for a state. */
function places(page: Page, selector: string): Promise<number[][]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    })
  );
}

const TABLE = 'table tr > *';
const LIST = 'article, article > h2, article > span, article [role=img]';

for (const [screen, size] of Object.entries(SCREENS)) {
  Deno.test(`states come and go with drains, caps and failed calls, and move nothing (${screen})`, () =>
    signedIn(async ({ page, server }) => {
      const group = await createGroup(server, {
        destinations: [{ ...BOSTON, maxActive: 2, caps: [{ per: 'day', calls: 1000 }] }, DENVER],
        health: { mode: 'on', consecutiveFailures: 2, ejectSeconds: 60, panicPercent: 0 },
      });
      await page.setViewportSize(size);
      await page.goto(`/groups/${group.id}`);
      const [boston, denver] = [rowOf(page, 'Boston'), rowOf(page, 'Denver')];
      await boston.getByText('0 of 2 in progress · 0 of 1,000 today').waitFor();
      for (let session = 1; session <= 2; session++) await call(group, `${session}`);
      await denver.getByText('100').or(denver.getByText('50 %')).first().waitFor();

      await denver.getByRole('button', { name: 'Drain Denver' }).click();
      await denver.getByText('draining: 1 call left').waitFor();
      const tabled = await places(page, TABLE);
      await call(group, '3');
      await boston.getByText('full', { exact: true }).waitFor();
      await boston.getByText('2 of 2 in progress · 2 of 1,000 today').waitFor();
      deepEqual(await places(page, TABLE), tabled);
      for (const session of ['1', '2']) await complete(group, session);
      await denver.getByText('draining: no calls left').waitFor();
      await boston.getByText('full', { exact: true }).waitFor({ state: 'detached' });
      deepEqual(await places(page, TABLE), tabled);
      await denver.getByRole('button', { name: 'Enable Denver' }).click();
      await denver.getByText('draining: no calls left').waitFor({ state: 'detached' });

      await page.goto('/');
      await page.getByText('1 in progress').waitFor();
      const listed = await places(page, LIST);
      await ejectDenver(group);
      const ejected = page.getByRole('link', { name: /^Support, Denver: ejected for \d+ s$/ });
      await ejected.waitFor();
      deepEqual(await places(page, LIST), listed);
      await ejected.click();
      await denver.getByText(/^ejected for \d+ s$/).waitFor();
    }));
}

Deno.test('an ejection counts down without the service, and is gone once a call shows that it is back', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server, {
      health: { mode: 'on', consecutiveFailures: 2, ejectSeconds: 4, panicPercent: 0 },
    });
    await page.goto(`/groups/${group.id}`);
    await ejectDenver(group);
    const denver = rowOf(page, 'Denver');
    const left = async () =>
      Number(/\d+/.exec(await denver.getByText(/^ejected for \d+ s$/).textContent() ?? '')?.[0]);
    const first = await left();
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
    await denver.getByText(`ejected for ${first - 1} s`).waitFor();
    deepEqual(asked, []);
    await denver.getByText('on trial with the next call').waitFor();
    for (let calls = 0; await call(group, `trial-${calls}`) !== 'Denver'; calls++);
    await denver.getByText('on trial with one call').waitFor();
    for (let calls = 0; calls < 4; calls++) await complete(group, `trial-${calls}`);
    await denver.getByText('on trial with one call').waitFor({ state: 'detached' });
    equal(await denver.getByText(/trial|ejected/).count(), 0);
  }));

Deno.test("an ejection lasts as long as the service says, whatever the reader's clock shows", () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server, {
      health: { mode: 'on', consecutiveFailures: 2, ejectSeconds: 110, panicPercent: 0 },
    });
    await page.clock.install({ time: new Date(Date.now() + 10 * 60_000) });
    await page.goto(`/groups/${group.id}`);
    await ejectDenver(group);
    const text = await rowOf(page, 'Denver').getByText(/^ejected for \d+ s$/).textContent();
    const seconds = Number(/\d+/.exec(text ?? '')?.[0]);
    ok(seconds > 0 && seconds <= 111, `${seconds} s`);
  }));

Deno.test('a closed destination says until when, by the clocks of the reader', () =>
  signedIn(async ({ page, server }) => {
    // Open on one day of the week alone, three days from now, by the clocks of Tokyo.
    const weekday = new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en', { weekday: 'short' });
    const open = [{ days: [weekday.toLowerCase()], from: '18:00', to: '19:00' }];
    const hours = { timeZone: 'Asia/Tokyo', open, closed: [] };
    const group = await createGroup(server, { destinations: [{ ...BOSTON, percent: 100, hours }] });
    const { destinations: [{ until }] } = await (await server.api(`/groups/${group.id}/live`)).json();
    await page.goto(`/groups/${group.id}`);
    const said = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
    await page.getByText(`closed until ${said.format(new Date(until)).replace(',', '')}`).waitFor();
  }));

Deno.test('many troubled destinations are summed up in the list, for everybody to read', () =>
  signedIn(async ({ page, server }) => {
    const destinations = [
      { ...BOSTON, percent: 20, maxActive: 0 },
      { ...DENVER, percent: 20, state: 'draining' },
      ...['Austin', 'Oslo', 'Lima'].map((name, index) => ({
        name,
        uri: `sip:${index}@10.0.1.3`,
        percent: 20,
      })),
    ];
    const group = await createGroup(server, {
      destinations: destinations.map((each) => each.name === 'Lima' ? { ...each, maxActive: 1 } : each),
      health: { mode: 'observe', consecutiveFailures: 1 },
    });
    let failed = false;
    for (let calls = 0; calls < 6; calls++) {
      const isOslo = await call(group, `call-${calls}`) === 'Oslo';
      if (isOslo && !failed) await complete(group, `call-${calls}`, 'failed');
      failed ||= isOslo;
    }
    ok(failed);
    for (const [screen, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto('/');
        await page.getByRole('link', { name: 'Support, 1 failing, 2 full, 1 draining' }).waitFor();
        deepEqual(await barriers(page), [], `list, ${screen}, ${colorScheme}`);
        equal(await page.evaluate(() => document.documentElement.scrollWidth), size.width);
        await page.goto(`/groups/${group.id}`);
        await rowOf(page, 'Oslo').getByText('failing (observed)').waitFor();
        deepEqual(await barriers(page), [], `page, ${screen}, ${colorScheme}`);
        equal(await page.evaluate(() => document.documentElement.scrollWidth), size.width);
      }
    }
  }));

Deno.test('values that do not arrive are said to have stopped, until they do', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    const stream = '**/api/v1/live/stream';
    await page.route(stream, (route) => route.abort());
    await page.goto(`/groups/${group.id}`);
    await page.getByText('Live values have stopped. They go on as soon as the service answers.').waitFor();
    await page.unroute(stream);
    await page.getByText('Live values have stopped.').waitFor({ state: 'detached' });
  }));
