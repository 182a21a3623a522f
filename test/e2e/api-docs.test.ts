import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, visit } from '../support/browser.ts';

const operationsOn = (page: Page) =>
  page.getByRole('article').evaluateAll((all) => all.map(({ id }) => id).sort());

Deno.test('anybody reads about every operation of the REST API', () =>
  visit(async ({ page }) => {
    await page.goto('/api/docs');
    const group = page.locator('#createGroup');
    await group.getByText('Needs the role editor').waitFor();
    await group.getByText('required', { exact: true }).first().waitFor();
    const { paths } = await (await page.request.get('/api/openapi.json')).json();
    const documented = Object.values<Record<string, { operationId: string }>>(paths)
      .flatMap((methods) => Object.values(methods)).map(({ operationId }) => operationId);
    deepEqual(await operationsOn(page), documented.sort());
    equal(new URL(page.url()).pathname, '/api/docs');
  }));

Deno.test('the contents lead to an operation, and so does an address', () =>
  visit(async ({ page }) => {
    await page.goto('/api/docs');
    await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: 'rotateGroupKey' })
      .click();
    equal(new URL(page.url()).hash, '#rotateGroupKey');
    ok(await isAtTop(page, 'rotateGroupKey'));
    await page.goto('/');
    await page.goto('/api/docs#listKeys');
    await page.locator('#listKeys').waitFor();
    ok(await isAtTop(page, 'listKeys'));
  }));

/** Whether one sees its beginning: below the bar, and above the fold. */
function isAtTop(page: Page, id: string): Promise<boolean> {
  return page.locator(`#${id}`).evaluate((part) => {
    const { top } = part.getBoundingClientRect();
    return top >= 50 && top < 300;
  });
}

Deno.test('the filter leaves the operations that have every word, from the keyboard too', () =>
  visit(async ({ page }) => {
    await page.goto('/api/docs');
    await page.getByLabel('Filter operations').focus();
    await page.keyboard.type('rotate key');
    await page.locator('#createGroup').waitFor({ state: 'detached' });
    deepEqual(await operationsOn(page), ['rotateGroupKey']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    equal(new URL(page.url()).hash, '#rotateGroupKey');
    await page.getByLabel('Filter operations').fill('nothing like it');
    await page.getByText('No operation has “nothing like it”.').waitFor();
  }));

Deno.test('the user menu leads to the REST API, whose commands can be copied', () =>
  signedIn(async ({ page, context, server }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: /^You:/ }).click();
    await page.getByRole('menuitem', { name: 'REST API' }).click();
    await page.getByRole('heading', { name: 'REST API' }).waitFor();
    await page.getByRole('button', { name: 'Copy the command for listGroups' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    equal(copied, `curl -sS ${server.url}/api/v1/groups \\\n  -H "Authorization: Bearer $ROUTES_API_KEY"`);
    await page.getByRole('button', { name: /^You:/ }).waitFor();
  }));
