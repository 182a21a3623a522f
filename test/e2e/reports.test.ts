import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { signedIn, type Visit } from '../support/browser.ts';
import { destination, routeGroup } from '../support/groups.ts';
import { playDay } from '../support/played-day.ts';

const HOUR_MS = 3_600_000;

const SUPPORT = {
  name: 'Support',
  destinations: [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ],
};
const SALES = {
  name: 'Sales',
  destinations: [{ name: 'In-house', uri: 'sip:sales@10.0.2.1', percent: 100 }],
};

/** A service that routed calls over the last six hours: those of Support and Sales, some of which were refused. */
async function afterSixHours(run: (visit: Visit) => Promise<void>) {
  const dataDir = await Deno.makeTempDir();
  const toMs = Date.now();
  const groups = [
    routeGroup({ id: 1, destinations: [destination(1, 60), destination(2, 40)] }),
    routeGroup({ id: 2, destinations: [destination(3, 100, { maxActive: 1 })] }),
  ];
  await playDay(dataDir, groups, { fromMs: toMs - 6 * HOUR_MS, toMs, everySeconds: 60 });
  await signedIn(async (visit) => {
    for (const body of [SUPPORT, SALES]) {
      equal((await visit.server.api('/groups', { method: 'POST', body })).status, 201);
    }
    await visit.page.emulateMedia({ reducedMotion: 'reduce' });
    await visit.page.reload();
    await run(visit);
  }, { DATA_DIR: dataDir });
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

Deno.test('reports show of every destination its target beside its shares, and charts with the same in words', () =>
  afterSixHours(async ({ page, server }) => {
    await page.getByRole('link', { name: 'Reports' }).click();
    await page.getByLabel('Period').selectOption('last-24-hours');
    const support = section(page, 'Support');
    await support.getByRole('img', { name: /Boston 60.%, live [56]\d/ }).waitFor();
    const answer = await server.api('/reports?period=last-24-hours&groups=1');
    const { groups: [{ destinations }] } = await answer.json();
    const boston = support.getByRole('row', { name: /^Boston/ });
    match(await boston.innerText(), new RegExp(`60.%[^]*${destinations[0].figures.placed}`));

    const chart = support.getByRole('slider', { name: 'In progress' });
    await chart.press('End');
    match((await chart.getAttribute('aria-valuetext'))!, /Boston \d.*, Denver \d/);
    await support.getByText('Placed as a table').click();
    equal(await support.getByRole('region', { name: 'Placed, table' }).getByRole('row').count(), 1 + 25);
    await section(page, 'Sales').getByText(/\d+ refused \(\d+ at a cap\)/).waitFor();
  }));

Deno.test('the address of a report says all of it', () =>
  afterSixHours(async ({ page }) => {
    await page.goto('/reports');
    await section(page, 'Support').waitFor();
    await page.getByLabel('Period').selectOption('last-hour');
    await page.getByLabel('Time zone').selectOption('America/New_York');
    await page.getByRole('button', { name: /^Groups/ }).click();
    await page.getByLabel('Find a group').fill('sal');
    await page.getByRole('checkbox', { name: 'Sales' }).check();
    await page.keyboard.press('Escape');
    await section(page, 'Support').waitFor({ state: 'detached' });
    const { searchParams } = new URL(page.url());
    deepEqual(Object.fromEntries(searchParams), {
      period: 'last-hour',
      timeZone: 'America/New_York',
      groups: '2',
    });
    await page.reload();
    await section(page, 'Sales').getByRole('table').first().waitFor();
    equal(await page.getByLabel('Period').inputValue(), 'last-hour');
    await page.getByText('America/New_York: whole minutes').waitFor();
    equal(await section(page, 'Support').count(), 0);
  }));

Deno.test('a period of one’s own is by the clocks of the time zone', () =>
  afterSixHours(async ({ page }) => {
    await page.goto('/reports?timeZone=Asia/Kathmandu');
    await page.getByLabel('Period').selectOption('custom');
    await page.getByLabel('From', { exact: true }).fill('2026-01-05T09:00');
    await page.getByLabel('To', { exact: true }).fill('2026-01-05T11:00');
    await page.getByText(/Jan 5, 2026, 9:00.*11:00.AM/).waitFor();
    await section(page, 'Support').getByText('No calls in this time.').waitFor();
    await page.getByLabel('To', { exact: true }).fill('2026-01-05T08:00');
    await page.getByText('A time after from.').waitFor();
  }));

Deno.test('a report and its attempts are downloaded as tables', () =>
  afterSixHours(async ({ page }) => {
    await page.goto('/reports?period=last-24-hours&timeZone=UTC&groups=1');
    const download = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ]);
      return { name: file.suggestedFilename(), text: await Deno.readTextFile(await file.path()) };
    };
    const report = await download('Report as CSV');
    equal(report.name, 'report.csv');
    match(report.text, /"Support","\d+","Boston"/);
    const attempts = await download('Attempts as CSV');
    equal(attempts.name, 'attempts.csv');
    ok(attempts.text.split('\r\n').length > 100);
    ok(!attempts.text.includes('"Sales"'));
  }));

Deno.test('without groups there is nothing to report yet, and with a service that fails a way to try again', () =>
  signedIn(async ({ page }) => {
    await page.goto('/reports');
    await page.getByText('No route groups yet.').waitFor();
    await page.route(
      '**/api/v1/groups',
      (route) => route.fulfill({ json: { groups: [{ id: 1, name: 'Gone' }] } }),
    );
    await page.reload();
    await page.getByText('This account has no route group 1.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  }));

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`reports have no barrier that a checker finds and fit a phone, ${colorScheme}`, () =>
    afterSixHours(async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto('/reports?period=last-24-hours&timeZone=UTC');
        await section(page, 'Support').getByRole('slider').first().waitFor();
        await section(page, 'Support').getByText('Placed as a table').click();
        await page.getByRole('button', { name: /^Groups/ }).click();
        deepEqual(await barriers(page), [], `${width}`);
        equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
    }));
}
