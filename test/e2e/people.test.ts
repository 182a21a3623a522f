import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openSmtpServer } from '../manager/auth/smtp-server.ts';
import { barriers } from '../support/barriers.ts';
import { OWNER, signedIn, visit } from '../support/browser.ts';
import { ANN, atRouteManager, focusedLabel, invite, signIn } from '../support/people-pages.ts';

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

Deno.test('a forgotten password is set anew by a mailed link', async () => {
  await using smtp = openSmtpServer();
  await visit(async ({ page }) => {
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('a link is on its way').waitFor();
    const mail = (await smtp.next()).replace(/=\r?\n/g, '').replaceAll('=3D', '=');
    await page.goto(/https?:\S+/.exec(mail)?.[0] ?? '');
    await page.getByLabel('New password').fill('fresh and long enough');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your new password is set.').waitFor();
    await signIn(page, { ...OWNER, password: 'fresh and long enough' });
    await atRouteManager(page);
  }, { SMTP_URL: smtp.url, SMTP_FROM: 'routes@example.com' });
});

const desks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

Deno.test('the pages for people have no barrier that a checker finds, light on a desk and dark on a phone', () =>
  signedIn(async ({ page, elsewhere }) => {
    const link = await invite(page, ANN.email, 'viewer');
    const stranger = await elsewhere();
    for (const { colorScheme, width } of desks) {
      const look = async (at: Page, path: string, landmark: string) => {
        await at.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await at.setViewportSize({ width, height: 740 });
        await at.goto(path);
        await at.getByText(landmark).first().waitFor();
        deepEqual(await barriers(at), [], `${path}, ${colorScheme}`);
        equal(await at.evaluate(() => document.documentElement.scrollWidth), width, path);
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
      deepEqual(await barriers(page), [], `enrolling, ${colorScheme}`);
    }
  }));
