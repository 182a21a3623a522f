import type { Page } from 'playwright-core';

/** Somebody who was never here. */
export const ANN = { name: 'Ann Archer', email: 'ann@example.com', password: 'a password of her own' };

export async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export const atRouteManager = (page: Page) => page.getByRole('heading', { name: 'Route Manager' }).waitFor();

/** A link or a key that is shown once. */
export const secretOn = (page: Page) => page.getByRole('status').locator('code').innerText();

/** Makes an invitation on the account page, and answers its link. */
export async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/account/invitations');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role').selectOption(role);
  await page.getByRole('button', { name: 'Make the link' }).click();
  return await secretOn(page);
}

/** Accepts an invitation as somebody who was never here. */
export async function join(page: Page, link: string, { name, password } = ANN) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join and sign in' }).click();
  await atRouteManager(page);
}

/** What a screen reader calls the focused control. */
export function focusedLabel(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null;
    return focused?.ariaLabel ?? focused?.labels?.[0]?.textContent ?? focused?.textContent ?? undefined;
  });
}
