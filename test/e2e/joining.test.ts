import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openIdProvider } from '../manager/auth/openid-provider.ts';
import { OWNER, signedIn, visit } from '../support/browser.ts';
import { ANN, atRouteManager, invite, join, signIn } from '../support/people-pages.ts';

Deno.test('a wrong set-up link says where the right one is', () =>
  visit(async ({ page }) => {
    await page.goto('/setup?token=wrong');
    await page.getByLabel('Account').fill('Acme');
    await page.getByLabel('Your e-mail').fill(ANN.email);
    await page.getByLabel('Password', { exact: true }).fill(ANN.password);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    match(await page.getByRole('alert').innerText(), /in the log of the server/);
    await page.goto('/setup');
    await page.getByText('The set-up link is incomplete.').waitFor();
  }, { SETUP_EMAIL: '', SETUP_PASSWORD: '', SETUP_API_KEY: '' }));

Deno.test('an invited viewer joins in another browser, looks at everything and is offered no changes', () =>
  signedIn(async ({ page, server, elsewhere }) => {
    await server.api('/groups', {
      method: 'POST',
      body: { name: 'Support', destinations: [{ name: 'Boston', uri: 'tel:+16177123000', percent: 100 }] },
    });
    const link = await invite(page, ANN.email, 'viewer');
    const ann = await elsewhere();
    await join(ann, link);
    await ann.getByRole('link', { name: 'Support', exact: true }).waitFor();
    for (const name of [/Add Group/, /^Edit /, /^Delete /]) {
      equal(
        await ann.getByRole('link', { name }).or(ann.getByRole('button', { name })).count(),
        0,
        `${name}`,
      );
    }
    await ann.goto('/account');
    await ann.getByText(OWNER.email).waitFor();
    deepEqual(await ann.getByRole('tab').allInnerTexts(), ['Members']);
    deepEqual(await ann.locator('main').getByRole('button').allInnerTexts(), ['Leave']);
    equal(await ann.getByRole('combobox').count(), 0);

    const late = await elsewhere();
    await late.goto(link);
    await late.getByRole('heading', { name: 'No invitation' }).waitFor();
  }));

Deno.test('whoever belongs to two accounts accepts by signing in, and switches between them', () =>
  signedIn(async ({ page, server, elsewhere }) => {
    await server.api('/groups', { method: 'POST', body: { name: 'Of the first account', destinations: [] } });
    const ann = await elsewhere();
    await join(ann, await invite(page, ANN.email, 'editor'));
    const origin = server.url;
    const opened = await page.request.post('/api/v1/accounts', {
      data: { name: 'Second' },
      headers: { origin },
    });
    const { id } = await opened.json();
    await page.request.put('/api/v1/me/account', { data: { account: id }, headers: { origin } });
    const link = await invite(page, ANN.email, 'viewer');

    const other = await elsewhere();
    await other.goto(link);
    await other.getByRole('link', { name: 'Sign in' }).click();
    await other.getByLabel('E-mail').fill(ANN.email);
    await other.getByLabel('Password', { exact: true }).fill(ANN.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('button', { name: 'Join Second' }).click();
    await other.getByText('Add a group').waitFor();
    equal(await other.getByText('Of the first account').count(), 0);

    await other.getByRole('button', { name: 'Second' }).click();
    await other.getByRole('menuitem', { name: /^Main/ }).click();
    await other.getByRole('link', { name: 'Of the first account', exact: true }).waitFor();
  }));

Deno.test('an invited person comes by single sign-on; a stranger is told whom to ask', async () => {
  await using provider = await openIdProvider();
  const oidc = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'plum-routes', OIDC_CLIENT_SECRET: 'shared' };
  await visit(async ({ page, elsewhere }) => {
    await signIn(page, OWNER);
    await atRouteManager(page);
    const link = await invite(page, ANN.email, 'editor');
    const known = (at: Page, email: string) =>
      at.route(`${provider.issuer}/authorize*`, (route) => {
        const claims = { sub: email, email, email_verified: true, name: ANN.name };
        const location = provider.authorize(route.request().url(), claims);
        return route.fulfill({ status: 302, headers: { location } });
      });

    const stranger = await elsewhere();
    await known(stranger, 'nobody@example.com');
    await stranger.goto('/sign-in');
    await stranger.getByRole('button', { name: 'Single sign-on' }).click();
    match(await stranger.getByRole('alert').innerText(), /ask an admin to invite/);

    const ann = await elsewhere();
    await known(ann, ANN.email);
    await ann.goto(link);
    await ann.getByRole('button', { name: 'Single sign-on' }).click();
    await ann.getByRole('button', { name: 'Join Main' }).click();
    await atRouteManager(ann);

    await known(page, OWNER.email);
    await page.goto('/me');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('Single sign-on is connected.').waitFor();
  }, oidc);
});
