import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { barriers } from '../support/barriers.ts';
import { signedIn } from '../support/browser.ts';
import { secretOn } from '../support/people-pages.ts';
import { until } from '../support/until.ts';
import { isSignedBy, startReceiver } from '../support/webhook-receiver.ts';

/** Receivers in tests are on this machine. */
const ANYWHERE = { WEBHOOKS: 'any' };

Deno.test('a webhook is made, tried, told of an edit, and sends again what failed', async () => {
  await using receiver = startReceiver();
  await signedIn(async ({ page, server }) => {
    await page.goto('/account/webhooks');
    await page.getByText('Nothing is sent anywhere yet.').waitFor();
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add the webhook' }).click();
    await dialog.getByText('Enter an address such as').waitFor();
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByLabel('What receives it').fill('Pager');
    await dialog.getByRole('group', { name: 'Events' }).getByLabel('Only these').check();
    await dialog.getByRole('button', { name: 'Add the webhook' }).click();
    await dialog.getByText('Choose at least one kind of event.').waitFor();
    await dialog.getByLabel('A group is edited').check();
    deepEqual(await barriers(page), []);
    await dialog.getByRole('button', { name: 'Add the webhook' }).click();
    const secret = await secretOn(page);
    match(secret, /^whsec_/);
    await page.getByRole('button', { name: 'Done' }).click();
    equal(await page.getByText(secret).count(), 0);

    const row = page.getByRole('listitem').filter({ hasText: 'Pager' }).first();
    match(await row.innerText(), /A group is edited · All route groups/);
    receiver.answer = () => new Response('Not you', { status: 403 });
    await row.getByRole('button', { name: 'Send a test to Pager' }).click();
    await row.getByText('The test failed.').waitFor();
    match(await row.innerText(), /Answered with 403 in \d+ ms\.\s+Not you/);
    receiver.answer = () => new Response('Noted', { status: 201 });
    await row.getByRole('button', { name: 'Send a test to Pager' }).click();
    await row.getByText('The test arrived.').waitFor();
    ok(await isSignedBy(secret, receiver.received[1]));

    receiver.answer = () => new Response('Out of order', { status: 410 });
    await (await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations: [] } })).body
      ?.cancel();
    await until(() => receiver.received.length === 3);
    await page.reload();
    await row.getByText('410 Gone').waitFor();
    receiver.answer = () => new Response('Noted', { status: 201 });
    await row.getByRole('button', { name: 'Enable Pager' }).click();
    await page.getByText('Pager gets events again.').waitFor();
    await row.getByRole('button', { name: 'Log of Pager' }).click();
    const entry = row.getByRole('listitem').filter({ hasText: 'A group is edited' });
    await entry.getByText('Given up').waitFor();
    await entry.getByRole('button').first().click();
    match(await entry.innerText(), /Answered with 410 .*Out of order.*"name": "Support"/s);
    deepEqual(await barriers(page), []);
    await entry.getByRole('button', { name: 'Send again' }).click();
    await entry.getByText('Delivered').waitFor();
    const ids = receiver.received.slice(-2).map(({ headers }) => headers.get('webhook-id'));
    equal(ids[0], ids[1]);
  }, ANYWHERE);
});

Deno.test('a rotated secret is shown once, edits are kept, and a deleted webhook says first what is lost', async () => {
  await using receiver = startReceiver();
  await signedIn(async ({ page, server }) => {
    await (await server.api('/webhooks', { method: 'POST', body: { url: receiver.url } })).body?.cancel();
    await page.goto('/account/webhooks');
    const name = new URL(receiver.url).host;
    await page.getByRole('button', { name: `Rotate secret of ${name}` }).click();
    match(await secretOn(page), /^whsec_/);
    await page.getByText('The one before signs as well for 24 hours').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: `Edit ${name}` }).click();
    await page.getByLabel('What receives it').fill('Night shift');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Disable Night shift' }).click();
    await page.getByText('Disabled').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Night shift gets events again.').waitFor();
    await page.getByRole('button', { name: 'Delete Night shift' }).click();
    await page.getByText('its log goes').waitFor();
    await page.getByRole('button', { name: 'Delete the webhook' }).click();
    await page.getByText('Nothing is sent anywhere yet.').waitFor();
  }, ANYWHERE);
});

Deno.test('a private address is refused with the setting that allows it', () =>
  signedIn(async ({ page }) => {
    await page.goto('/account/webhooks');
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    await page.getByLabel('Address').fill('http://10.1.2.3/events');
    await page.getByRole('button', { name: 'Add the webhook' }).click();
    await page.getByText('WEBHOOKS=any').waitFor();
  }));
