import { deepEqual, equal, notEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import { ANN, invite, join } from '../support/people-pages.ts';
import type { TestService } from '../support/served-here.ts';

interface Group {
  readonly id: number;
  readonly url: string;
  readonly completeUrl: string;
  readonly deletedAt: string | null;
}

async function createGroup(server: TestService, name = 'Support'): Promise<Group> {
  const destinations = [{ name: 'Boston', uri: 'tel:+16177123000', percent: 100 }];
  const response = await server.api('/groups', { method: 'POST', body: { name, destinations } });
  equal(response.status, 201);
  return await response.json();
}

async function readGroup(server: TestService, { id }: Group): Promise<Group> {
  return await (await server.api(`/groups/${id}`)).json();
}

async function call(url: string, session: string) {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'session.id': session }) });
  return await response.json();
}

/** A group that one call has used and one is using. */
async function createUsedGroup(server: TestService): Promise<Group> {
  const group = await createGroup(server);
  for (const session of ['ended', 'lasting']) equal((await call(group.url, session)).success, true);
  deepEqual(await call(group.completeUrl, 'ended'), { success: true, completed: 1 });
  return group;
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const dialog = (page: Page) => page.getByRole('dialog');
const nameField = (page: Page) => dialog(page).getByLabel('Type its name, Support');

Deno.test('deleting a used group from the list says which calls that touches and asks for its name', () =>
  signedIn(async ({ page, server }) => {
    const group = await createUsedGroup(server);
    await page.reload();
    await page.getByRole('button', { name: 'Delete Support' }).click();
    await dialog(page).getByText(
      '2 calls used this group in the last hour, 2 in the last day. 1 call in progress stays until it ends.',
    ).waitFor();
    await dialog(page).getByText('Its link stops at once; applications that use it fall back').waitFor();

    await nameField(page).fill('Sales');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await dialog(page).getByText('This is not the name. It is Support.').waitFor();
    equal((await readGroup(server, group)).deletedAt, null);

    await nameField(page).fill('Support');
    await page.keyboard.press('Enter');
    await row(page, 'Support').waitFor({ state: 'detached' });
    notEqual((await readGroup(server, group)).deletedAt, null);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Support').waitFor();
    equal((await call(group.url, 'after')).success, true);
  }));

Deno.test('a group is kept by the button and by Escape, and the focus is back where it was', () =>
  signedIn(async ({ page, server }) => {
    const group = await createUsedGroup(server);
    await page.reload();
    const opener = page.getByRole('button', { name: 'Delete Support' });
    for (const keep of [() => page.keyboard.press('Escape'), () => page.getByText('Keep').click()]) {
      await opener.click();
      await nameField(page).waitFor();
      await keep();
      await dialog(page).waitFor({ state: 'detached' });
      equal(await opener.evaluate((button) => button === document.activeElement), true);
    }
    equal((await readGroup(server, group)).deletedAt, null);
  }));

Deno.test('a group that no call used is deleted from its page at once, and undone from the list', () =>
  signedIn(async ({ page, server }) => {
    await createGroup(server);
    await page.goto('/groups/1');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Support is deleted.').waitFor();
    await page.getByRole('heading', { name: 'Route Manager' }).waitFor();
    equal(await dialog(page).count(), 0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Support').waitFor();
  }));

Deno.test('a used group is deleted from its page after its name was typed', () =>
  signedIn(async ({ page, server }) => {
    const group = await createUsedGroup(server);
    await page.goto(`/groups/${group.id}/history`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await nameField(page).fill('Support');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Support is deleted.').waitFor();
    await page.getByRole('heading', { name: 'Route Manager' }).waitFor();
    notEqual((await readGroup(server, group)).deletedAt, null);

    await page.getByRole('link', { name: 'Deleted groups' }).click();
    await row(page, 'Support').getByText('Deleted by owner@example.com').waitFor();
  }));

Deno.test('when the use of a group is not known, its name is asked for; a failure is said in the dialog', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.route('**/usage', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: 'Delete Support' }).click();
    await dialog(page).getByText('How many calls use this group can’t be told just now.').waitFor();
    await nameField(page).fill('Support');
    await page.route(`**/groups/${group.id}`, (route) => route.abort());
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await dialog(page).getByText('The service does not answer.').waitFor();
    await page.unroute(`**/groups/${group.id}`);
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await row(page, 'Support').waitFor({ state: 'detached' });
  }));

Deno.test('a new link stops the old one at once, is shown and copied, and calls in progress still complete', () =>
  signedIn(async ({ page, server, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const group = await createUsedGroup(server);
    await page.goto(`/groups/${group.id}/use`);
    await page.getByRole('button', { name: 'New link' }).click();
    await dialog(page).getByText('The old link stops at once').waitFor();
    await dialog(page).getByRole('button', { name: 'Make the new link' }).click();
    await dialog(page).getByText('This is not the name.').waitFor();
    await nameField(page).fill('Support');
    await dialog(page).getByRole('button', { name: 'Make the new link' }).click();

    await page.getByRole('button', { name: 'Copy the new link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    notEqual(link, group.url);
    await page.locator('main p > code', { hasText: link }).waitFor();
    equal((await call(link, 'new')).success, true);
    equal((await call(group.url, 'old')).error, 'unknown_route');
    deepEqual(await call(group.completeUrl, 'lasting'), { success: true, completed: 1 });
  }));

Deno.test('a new link of a group that no call used is made without its name', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/use`);
    await page.getByRole('button', { name: 'New link' }).click();
    await dialog(page).getByText('No call used this group in the last day.').waitFor();
    equal(await dialog(page).getByRole('textbox').count(), 0);
    await dialog(page).getByRole('button', { name: 'Make the new link' }).click();
    await page.getByText('The link is new, and the old one has stopped.').waitFor();
    notEqual((await readGroup(server, group)).url, group.url);
  }));

Deno.test('a viewer is offered nothing that only editors may do', () =>
  signedIn(async ({ page: owner, server, elsewhere }) => {
    await createGroup(server);
    const { id } = await createGroup(server, 'Sales');
    await (await server.api(`/groups/${id}`, {
      method: 'PUT',
      body: { destinations: [] },
      headers: ifMatch(1),
    }))
      .body?.cancel();
    const gone = await createGroup(server, 'Old desk');
    await (await server.api(`/groups/${gone.id}`, { method: 'DELETE' })).body?.cancel();
    const page = await elsewhere();
    await join(page, await invite(owner, ANN.email, 'viewer'));
    for (
      const { path, shows } of [
        { path: '/', shows: 'Deleted groups' },
        { path: '/groups/new', shows: 'You may look at everything here' },
        { path: `/groups/${id}/edit`, shows: 'You may look at everything here' },
        { path: `/groups/${id}`, shows: 'No destinations yet' },
        { path: `/groups/${id}/use`, shows: 'Test call' },
        { path: `/groups/${id}/history`, shows: 'Version 1' },
        { path: '/deleted', shows: 'Old desk' },
        { path: `/groups/${gone.id}`, shows: 'This group is deleted' },
      ]
    ) {
      await page.goto(path);
      await page.getByText(shows).first().waitFor();
      await page.waitForLoadState('networkidle');
      const offers = await page.locator('main :is(a, button)').evaluateAll((all) =>
        all.map((each) => each.getAttribute('aria-label') ?? each.textContent ?? '')
      );
      deepEqual(
        offers.filter((name) => /\b(add|edit|delete|restore|new link|save)\b/i.test(name)),
        [],
        path,
      );
    }
  }));

for (const colorScheme of ['light', 'dark'] as const) {
  Deno.test(`the dialog before a link stops has no barrier that a checker finds, ${colorScheme}`, () =>
    signedIn(async ({ page, server }) => {
      await createUsedGroup(server);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.reload();
      await page.getByRole('button', { name: 'Delete Support' }).click();
      await dialog(page).getByRole('button', { name: 'Delete' }).click();
      await dialog(page).getByText('This is not the name.').waitFor();
      deepEqual(await barriers(page), []);
    }));
}

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
