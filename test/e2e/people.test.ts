import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import decodeQR from 'qr/decode';
import { totpCode } from '../manager/auth/totp.ts';
import { accessibilityFaults } from '../support/accessibility-faults.ts';
import { OWNER, signedIn, visit } from '../support/browser.ts';

const ANN = { name: 'Ann Archer', email: 'ann@example.com', password: 'a password of her own' };

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const atRouteManager = (page: Page) => page.getByRole('heading', { name: 'Route Manager' }).waitFor();
const secretOn = (page: Page) => page.getByRole('status').locator('code').innerText();

/** Makes an invitation on the account page, and answers its link. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/account/invitations');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role').selectOption(role);
  await page.getByRole('button', { name: 'Make the link' }).click();
  return await secretOn(page);
}

/** Accepts an invitation as somebody who was never here. */
async function join(page: Page, link: string, { name, password } = ANN) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join and sign in' }).click();
  await atRouteManager(page);
}

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

Deno.test('people sign in from the keyboard alone, and the first fault has the focus', () =>
  visit(async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Enter your e-mail address.').waitFor();
    equal(await focusedLabel(page), 'E-mail');
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Enter');
    equal(await focusedLabel(page), 'Password');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    equal(await page.getByRole('alert').innerText(), 'The e-mail address or the password is wrong.');
    equal(await focusedLabel(page), 'Password');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press('Enter');
    await atRouteManager(page);
  }));

Deno.test('whoever tries too many passwords is told how long to wait', () =>
  visit(async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    const button = page.getByRole('button', { name: 'Sign in' });
    for (let tries = 0; tries <= 10; tries++) {
      const answered = page.waitForResponse('**/api/auth/sign-in/email');
      await button.click();
      await answered;
    }
    await page.getByText(/^Too many tries\. Wait \d+ seconds?, then try again\.$/).waitFor();
  }));

Deno.test('with two-factor, a code is asked for, and each recovery code works once', () =>
  signedIn(async ({ page, elsewhere }) => {
    await page.goto('/me');
    await page.getByLabel('Your password').fill('not it');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('That is not your password.').waitFor();
    await page.getByLabel('Your password').fill(OWNER.password);
    await page.getByRole('button', { name: 'Turn on' }).click();

    const uri = await readQrCode(page);
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('000000');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('That code does not fit.').waitFor();
    await code.fill(totpCode(uri));
    await page.getByRole('button', { name: 'Turn on' }).click();
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await codes.first().waitFor();
    const recovery = await codes.allInnerTexts();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('Two-factor is on.').waitFor();

    const other = await elsewhere();
    const enter = async (typed: string) => {
      await signIn(other, OWNER);
      await other.getByLabel('Code').fill(typed);
      await other.getByRole('button', { name: 'Go on' }).click();
    };
    await enter(totpCode(uri));
    await atRouteManager(other);
    await enter(recovery[0]);
    await atRouteManager(other);
    await enter(recovery[0]);
    await other.getByText('That recovery code does not fit.').waitFor();

    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByLabel('Your password').fill(OWNER.password);
    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('Two-factor is off.').waitFor();
    await signIn(other, OWNER);
    await atRouteManager(other);
  }));

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

Deno.test('a new password wants the present one, and signs every other device out', () =>
  signedIn(async ({ page, elsewhere }) => {
    const other = await elsewhere();
    await signIn(other, OWNER);
    await atRouteManager(other);
    await page.goto('/me');
    const change = async (present: string) => {
      await page.getByLabel('Present password').fill(present);
      await page.getByLabel('New password').fill('quite another password');
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('not it');
    await page.getByText('That is not your password.').waitFor();
    equal(await focusedLabel(page), 'Present password');
    await change(OWNER.password);
    await page.getByText('Every other device is signed out.').waitFor();

    await other.goto('/account');
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(other, OWNER);
    await other.getByText('The e-mail address or the password is wrong.').waitFor();
    await signIn(other, { ...OWNER, password: 'quite another password' });
    await atRouteManager(other);
  }));

Deno.test('people sign another device out', () =>
  signedIn(async ({ page, elsewhere }) => {
    const other = await elsewhere();
    await signIn(other, OWNER);
    await atRouteManager(other);
    await page.goto('/me');
    await page.getByText('this device').waitFor();
    await page.getByRole('button', { name: /^Sign out / }).first().click();
    await page.getByText('is signed out.').waitFor();
    await other.reload();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByText('this device').waitFor();
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

/** What a phone's camera reads off the screen. */
async function readQrCode(page: Page): Promise<string> {
  const { data, size } = await page.getByRole('img', { name: /^QR code/ }).evaluate(async (svg) => {
    const size = 4 * (svg as SVGSVGElement).viewBox.baseVal.width;
    const copy = svg.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('width', String(size));
    copy.setAttribute('height', String(size));
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    return { size, data: Array.from(context.getImageData(0, 0, size, size).data) };
  });
  return decodeQR({ width: size, height: size, data: Uint8Array.from(data) });
}

/** What a screen reader calls the focused control. */
function focusedLabel(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null;
    return focused?.ariaLabel ?? focused?.labels?.[0]?.textContent ?? focused?.textContent ?? undefined;
  });
}

Deno.test('assistive technology finds nothing wrong with the pages for people, light and dark', () =>
  signedIn(async ({ page, elsewhere }) => {
    const link = await invite(page, ANN.email, 'viewer');
    const stranger = await elsewhere();
    for (const colorScheme of ['light', 'dark'] as const) {
      const look = async (at: Page, path: string, landmark: string) => {
        await at.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await at.goto(path);
        await at.getByText(landmark).first().waitFor();
        deepEqual(await accessibilityFaults(at), [], `${path}, ${colorScheme}`);
      };
      await look(stranger, '/sign-in', 'Forgot your password?');
      await look(stranger, '/setup', 'Already set up');
      await look(stranger, '/forgot-password', 'Ask an admin');
      await look(stranger, '/reset-password?token=any', 'New password');
      await look(stranger, link, 'Your name');
      await look(page, '/account', OWNER.email);
      await look(page, '/account/invitations', ANN.email);
      await look(page, '/account/keys', 'Set-up');
      await look(page, '/account/audit', ANN.email);
      await look(page, '/me', 'this device');
      await page.getByLabel('Your password').fill(OWNER.password);
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('img', { name: /^QR code/ }).waitFor();
      deepEqual(await accessibilityFaults(page), [], `enrolling, ${colorScheme}`);
    }
  }));
