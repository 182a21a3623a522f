import { equal, match, ok } from 'node:assert/strict';
import { OWNER, signedIn } from '../support/browser.ts';
import {
  ANN,
  atRouteManager,
  focusedLabel,
  invite,
  join,
  secretOn,
  signIn,
} from '../support/people-pages.ts';

Deno.test('a key made on the page acts on the API until it is revoked', () =>
  signedIn(async ({ page, server }) => {
    await page.goto('/account/keys');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('Enter a name for the key.').waitFor();
    await page.getByLabel('Name').fill('Deployments');
    await page.getByLabel('Role').selectOption('editor');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = await secretOn(page);
    const ask = () =>
      server.api('/groups', {
        method: 'POST',
        body: { name: 'Made by a key', destinations: [] },
        headers: { authorization: `Bearer ${secret}` },
      });
    equal((await ask()).status, 201);

    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: 'Deployments' });
    match(await row.innerText(), /editor · plum_.*last used/);
    equal(await page.getByText(secret).count(), 0);
    await row.getByRole('button', { name: 'Revoke Deployments' }).click();
    await page.keyboard.press('Escape');
    equal(await focusedLabel(page), 'Revoke Deployments');
    await page.keyboard.press('Enter');
    await row.getByRole('button', { name: 'Revoke the key' }).click();
    await row.waitFor({ state: 'detached' });
    equal((await ask()).status, 401);
  }));

Deno.test('a member who forgot the password gets a link from an admin', () =>
  signedIn(async ({ page, elsewhere }) => {
    const ann = await elsewhere();
    await join(ann, await invite(page, ANN.email, 'viewer'));
    await ann.goto('/sign-in');
    await ann.getByRole('link', { name: 'Forgot your password?' }).click();
    await ann.getByText('Ask an admin of your account').waitFor();

    await page.goto('/account');
    await page.getByRole('button', { name: 'Password link for Ann Archer' }).click();
    const link = await secretOn(page);
    await ann.goto(link);
    await ann.getByLabel('New password').fill('short');
    await ann.getByRole('button', { name: 'Set the password' }).click();
    await ann.getByText(/^A password has at least/).waitFor();
    await ann.getByLabel('New password').fill('fresh and long enough');
    await ann.getByRole('button', { name: 'Set the password' }).click();
    await ann.getByText('Your new password is set.').waitFor();
    await signIn(ann, { ...ANN, password: 'fresh and long enough' });
    await atRouteManager(ann);

    await ann.goto(link);
    await ann.getByLabel('New password').fill('a second time');
    await ann.getByRole('button', { name: 'Set the password' }).click();
    await ann.getByText('This link was used before').waitFor();
  }));

Deno.test('a role changes at once and can be changed back; a removed member sees nothing any more', () =>
  signedIn(async ({ page, server, elsewhere }) => {
    const ann = await elsewhere();
    await join(ann, await invite(page, ANN.email, 'viewer'));
    const roleOfAnn = async () => {
      const { members } = await (await server.api('/account/members')).json();
      return members.find(({ email }: { email: string }) => email === ANN.email)?.role;
    };
    await page.goto('/account');
    const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await row(ANN.name).waitFor();
    equal(await row(OWNER.email).getByRole('button').count(), 0, 'the only owner stays');
    await page.getByLabel('Role of Ann Archer').selectOption('admin');
    await page.getByText('Ann Archer is admin now.').waitFor();
    equal(await roleOfAnn(), 'admin');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Ann Archer is viewer again.').waitFor();
    equal(await roleOfAnn(), 'viewer');

    await page.getByRole('button', { name: 'Remove Ann Archer' }).click();
    await page.getByText('Ann Archer sees nothing of this account from now on.').waitFor();
    equal(await roleOfAnn(), 'viewer', 'nothing is lost before it was said');
    await page.getByRole('button', { name: 'Remove Ann Archer' }).last().click();
    await page.getByText('no longer belongs to this account').waitFor();
    await ann.goto('/');
    await ann.getByRole('heading', { name: 'You belong to no account' }).waitFor();
    ok(await ann.getByRole('button', { name: /^You: / }).isVisible());
  }));

Deno.test('the audit log says who changed what, of that what one looks for, also as a table', () =>
  signedIn(async ({ page, server }) => {
    await invite(page, ANN.email, 'viewer');
    await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations: [] } });
    await page.getByRole('tab', { name: 'Audit log' }).click();
    const event = (words: string) => page.getByRole('listitem').filter({ hasText: words });
    await event(`Invitation created ${ANN.email}`).getByText(`${OWNER.email},`).waitFor();
    await page.getByRole('link', { name: 'Support' }).waitFor();
    await page.getByLabel('What').selectOption('Invitation created');
    await page.getByRole('link', { name: 'Support' }).waitFor({ state: 'detached' });
    const table = await page.request.get(
      await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href') ?? '',
    );
    match(await table.text(), /ann@example\.com/);
    ok(!(await table.text()).includes('Support'));
    await page.getByLabel('Whom or which').fill('nobody');
    await page.getByText('Nothing like that happened.').waitFor();
  }));

Deno.test('when storage is away, the page says so and tries again', () =>
  signedIn(async ({ page }) => {
    const keys = '**/api/v1/account/keys';
    await page.route(keys, (route) =>
      route.fulfill({
        status: 503,
        json: { type: 'unavailable', title: 'Storage is not reachable', status: 503 },
      }));
    await page.goto('/account/keys');
    await page.getByText('Storage is not reachable').waitFor();
    await page.unroute(keys);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Set-up' }).waitFor();
  }));
