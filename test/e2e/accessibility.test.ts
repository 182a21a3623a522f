import { deepEqual } from 'node:assert/strict';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';

const GROUP = {
  name: 'Support',
  destinations: [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40, state: 'draining' },
    { name: 'Voicemail', uri: 'sip:vm@10.0.1.9', percent: 100, tier: 2 },
  ],
};

/** Each page with what shows that it is there. */
const pages = [
  { path: '/', shows: 'Support' },
  { path: '/groups/new', shows: 'Destinations' },
  { path: '/groups/1/edit', shows: 'Destinations' },
  { path: '/groups/1', shows: 'Target' },
  { path: '/groups/1/open-calls', shows: 'No calls in progress.' },
  { path: '/groups/1/use', shows: 'Test call' },
  { path: '/groups/1/history', shows: 'Version 1' },
  { path: '/calls', shows: 'session.sessionid' },
  { path: '/account/webhooks', shows: 'Add a webhook' },
  { path: '/live', shows: 'Nothing has happened yet.' },
  { path: '/deleted', shows: 'Nothing is deleted.' },
  { path: '/reports', shows: 'No calls in this time.' },
  { path: '/api/docs', shows: 'Parameters' },
];

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`no page has a barrier that a checker finds, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      await (await server.api('/groups', { method: 'POST', body: GROUP })).body?.cancel();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const { path, shows } of pages) {
        await page.goto(path);
        await page.getByText(shows, { exact: true }).first().waitFor();
        deepEqual(await barriers(page), [], path);
      }
    }));
}

Deno.test('every page fits a phone of 360 pixels', () =>
  signedIn(async ({ page, server }) => {
    await (await server.api('/groups', { method: 'POST', body: GROUP })).body?.cancel();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const { path, shows } of pages) {
      await page.goto(path);
      await page.getByText(shows, { exact: true }).first().waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      deepEqual({ path, wide }, { path, wide: 360 });
    }
  }));
