import { equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import decodeQR from 'qr/decode';
import { totpCode } from '../manager/auth/totp.ts';
import { OWNER, signedIn } from '../support/browser.ts';
import { atRouteManager, focusedLabel, signIn } from '../support/people-pages.ts';

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
