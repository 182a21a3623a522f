import { deepEqual, equal, ok } from 'node:assert/strict';
import { barriers } from '../support/barriers.ts';
import { signedIn, type Visit } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

interface Group {
  readonly id: number;
  readonly url: string;
  readonly completeUrl: string;
}

const BOSTON = { name: 'Boston', uri: 'tel:+16177123000', percent: 50 };
const DENVER = { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 50 };

async function create({ server }: Visit, group: Record<string, unknown>): Promise<Group> {
  const response = await server.api('/groups', { method: 'POST', body: group });
  equal(response.status, 201);
  return await response.json();
}

let calls = 0;

/** Answers at which destination the call is, and how it is ended. */
async function call({ url, completeUrl }: Group) {
  const session = `call-${calls++}`;
  const send = async (to: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ 'session.id': session, ...fields });
    return await (await fetch(to, { method: 'POST', body })).json();
  };
  const { name } = await send(url, {});
  return { name, end: (outcome: string) => send(completeUrl, { outcome }) };
}

async function failAt(group: Group, name: string, times: number) {
  for (let failures = 0; failures < times;) {
    const { name: at, end } = await call(group);
    await end(at === name ? 'failed' : 'connected');
    if (at === name) failures += 1;
  }
}

const health = { mode: 'on', consecutiveFailures: 3, failurePercent: null, ejectSeconds: 600 };

Deno.test('the board shows calls as they come, and says what happens: an ejection, a cap, a refusal', () =>
  signedIn(async (visit) => {
    const { page } = visit;
    const support = await create(visit, { name: 'Support', destinations: [BOSTON, DENVER], health });
    const night = await create(visit, {
      name: 'Night',
      destinations: [{ ...DENVER, name: 'Answering service', percent: 100, maxActive: 1 }],
    });
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await page.getByText('Nothing has happened yet.').waitFor();
    const panel = (name: string) => page.getByRole('article').filter({ hasText: name });
    await panel('Support').getByText('in progress').waitFor();

    await call(night);
    const log = page.getByRole('log');
    await log.getByText('Answering service is full: 1 call in progress.').waitFor();
    await panel('Night').getByText('full', { exact: true }).waitFor();
    await panel('Night').getByText('100.0').waitFor();
    await call(night);
    await log.getByText('Callers are refused: every destination is at its cap.').waitFor();

    await failAt(support, 'Boston', 3);
    await log.getByText(/^Boston is ejected until .*: 3 calls in a row failed\.$/).waitFor();
    await panel('Support').getByText(/^ejected for/).waitFor();
    // On a busy machine a disk may be slow enough for an event of its own.
    const told = (await log.getByRole('listitem').allInnerTexts()).filter((text) =>
      !text.includes('Storage')
    );
    equal(told.length, 3, told.join('\n'));
    ok(told[0].includes('Support') && told[0].includes('Boston'), 'the newest is first, with its group');

    await page.goto(`/live?group=${night.id}`);
    await log.getByText('Callers are refused').waitFor();
    equal(await page.getByRole('article').count(), 1);
    equal(await log.getByText('Boston').count(), 0);
    await page.getByRole('combobox', { name: 'Route groups' }).selectOption('Support');
    await log.getByText('Boston is ejected').waitFor();

    await page.goto(`/groups/${support.id}/history`);
    await page.getByText(/^Boston is ejected until/).waitFor();
    await page.getByText('Version 1').waitFor();
  }));

Deno.test('what happened while the page was away is there when it is back', () =>
  signedIn(async (visit) => {
    const { page } = visit;
    const group = await create(visit, {
      name: 'Night',
      destinations: [{ ...DENVER, percent: 100, maxActive: 1 }],
    });
    await call(group);
    await page.goto('/live');
    await page.getByRole('log').getByText('Denver is full').waitFor();
  }));

Deno.test('a service that is heard no longer is said, and the board is live again by itself', () => {
  let running: ServerProcess;
  return signedIn(
    async (visit) => {
      const { page } = visit;
      const group = await create(visit, { name: 'Support', destinations: [BOSTON, DENVER] });
      await page.goto('/live');
      await page.getByRole('article').getByText('0', { exact: true }).first().waitFor();
      // The connection stays open, and nothing comes: no browser would notice.
      running.kill('SIGSTOP');
      await page.getByText(/^No news since \d+:\d+:\d+/).waitFor();
      deepEqual(await barriers(page), []);
      running.kill('SIGCONT');
      await page.getByText(/^No news since/).waitFor({ state: 'detached' });
      await call(group);
      await page.getByRole('article').getByText('100.0').waitFor();
    },
    {},
    async (env) => running = await startServer(env),
  );
});

Deno.test('an account without groups is told what the board is for', () =>
  signedIn(async ({ page }) => {
    await page.goto('/live');
    await page.getByText('every route group is seen at a glance').waitFor();
    await page.getByRole('link', { name: '+ Add Group' }).waitFor();
    deepEqual(await barriers(page), []);
  }));

Deno.test('more groups than fit are on pages, which turn when asked and can be stopped', () =>
  signedIn(async (visit) => {
    const { page } = visit;
    for (let group = 1; group <= 20; group++) {
      await create(visit, {
        name: `Branch ${String(group).padStart(2, '0')}`,
        destinations: [BOSTON, DENVER],
      });
    }
    await page.goto('/live');
    await page.getByText(/^Page 1 of/).waitFor();
    await page.getByRole('button', { name: 'Stay on this page' }).click();
    await page.getByRole('heading', { name: 'Branch 01' }).waitFor();
    const seen = new Set<string>();
    const [, pages] = /of (\d+)/.exec(await page.getByText(/^Page \d+ of/).innerText())!;
    for (let turn = 0; turn < Number(pages); turn++) {
      for (const name of await page.getByRole('article').getByRole('heading').allInnerTexts()) seen.add(name);
      await page.getByRole('button', { name: 'Next page' }).click();
    }
    equal(seen.size, 20);
    await page.getByText('Page 1 of').waitFor();
    const high = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    equal(high, 0, 'the board is one screen');
    deepEqual(await barriers(page), []);
  }));

Deno.test('the board goes into full screen and back', () =>
  signedIn(async (visit) => {
    const { page } = visit;
    await create(visit, { name: 'Support', destinations: [BOSTON, DENVER] });
    await page.goto('/live');
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.getByRole('button', { name: 'Full screen' }).waitFor();
  }));
