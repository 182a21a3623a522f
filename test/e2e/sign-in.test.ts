import { equal } from 'node:assert/strict';
import { OWNER, visit } from '../support/browser.ts';
import { startServer } from '../support/server-process.ts';

Deno.test('whoever is not signed in signs in first, and then is where the link led', () =>
  visit(async ({ page }) => {
    await page.goto('/groups/new');
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'New route group' }).waitFor();
    equal(new URL(page.url()).pathname, '/groups/new');
  }));

Deno.test('a wrong password and an unknown address get the same words', () =>
  visit(async ({ page }) => {
    await page.goto('/');
    const tried = async (email: string) => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      return await page.getByRole('alert').innerText();
    };
    equal(await tried(OWNER.email), await tried('nobody@example.com'));
  }));

Deno.test('after signing in nobody is led to another site', () =>
  visit(async ({ page }) => {
    await page.goto('/sign-in?to=//evil.example/');
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Route Manager' }).waitFor();
    equal(new URL(page.url()).pathname, '/');
  }));

Deno.test('signing out closes the page', () =>
  visit(async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /^You: / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }));

Deno.test('the set-up link makes the first account once', () =>
  visit(
    async ({ page, server }) => {
      const link = /https?:\S+\/setup\?token=[\w-]+/.exec(server.logged())?.[0];
      const path = new URL(link!).pathname + new URL(link!).search;
      await page.goto(path);
      await page.getByLabel('Account').fill('Acme');
      await page.getByLabel('Your e-mail').fill('ann@example.com');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await page.getByText('A password has at least').waitFor();
      await page.getByLabel('Password', { exact: true }).fill('long enough for all');
      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await page.getByRole('heading', { name: 'Route Manager' }).waitFor();
      await page.getByText('Acme').waitFor();
      await page.goto(path);
      await page.getByRole('heading', { name: 'Already set up' }).waitFor();
    },
    { SETUP_EMAIL: '', SETUP_PASSWORD: '', SETUP_API_KEY: '' },
    startServer,
  ));
