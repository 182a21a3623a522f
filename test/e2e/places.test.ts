import { deepEqual } from 'node:assert/strict';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';

Deno.test('the places stand in the bar, and on a phone in a menu that names the present one', () =>
  signedIn(async ({ page }) => {
    await page.goto('/live');
    const bar = page.getByRole('navigation', { name: 'Main' });
    await bar.getByRole('link', { name: 'Live', exact: true }).and(page.locator('[aria-current=page]'))
      .waitFor();
    await page.getByRole('button', { name: 'Live', exact: true }).waitFor({ state: 'hidden' });

    await page.setViewportSize({ width: 360, height: 740 });
    await bar.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Live' }).and(page.locator('[aria-current=page]')).waitFor();
    deepEqual(await barriers(page), []);
    await page.getByRole('menuitem', { name: 'Reports' }).click();
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Reports', exact: true }).waitFor();

    await page.goto('/me');
    await page.getByRole('button', { name: 'Menu', exact: true }).waitFor();
  }));
