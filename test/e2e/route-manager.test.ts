import { deepEqual, equal, match } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn } from '../support/browser.ts';
import type { TestService } from '../support/served-here.ts';

const SUPPORT = {
  name: 'Support',
  destinations: [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ],
};

async function createGroup(server: TestService, group: unknown = SUPPORT) {
  const response = await server.api('/groups', { method: 'POST', body: group });
  equal(response.status, 201);
  return await response.json();
}

async function readGroup(server: TestService, id: number) {
  return await (await server.api(`/groups/${id}`)).json();
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

Deno.test('a new account is shown three steps, and makes its first group from the keyboard', () =>
  signedIn(async ({ page, server }) => {
    await page.getByRole('link', { name: '+ Add Group' }).last().click();
    await page.getByLabel('Name', { exact: true }).fill('Support');
    await page.getByLabel('Name of destination 1').click();
    // Enter goes on to the next row, Tab and the arrows between its cells.
    await page.keyboard.type('Boston');
    await page.keyboard.press('Tab');
    await page.keyboard.type('tel:+16177123000');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Denver');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('sip:1234@10.0.1.2');
    await page.keyboard.press('Tab');
    await page.keyboard.type('39,5');
    await page.getByText('0.5 % missing').waitFor();
    await page.getByRole('button', { name: /^Give the rest.*to Denver/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();

    await row(page, 'Support').getByRole('img', { name: /^Support: Boston 60.%; Denver 40.%/ }).waitFor();
    const { groups: [group] } = await (await server.api('/groups')).json();
    deepEqual(
      group.destinations.map(({ name, uri, percent }: typeof SUPPORT.destinations[0]) => ({
        name,
        uri,
        percent,
      })),
      SUPPORT.destinations,
    );
  }));

Deno.test("pasted lines fill the form's rows", () =>
  signedIn(async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/groups/new');
    await page.evaluate(() =>
      navigator.clipboard.writeText(
        'Boston, tel:+16177123000, 50\nDenver, sip:1@10.0.0.1, 30\nAustin, sip:2@10.0.0.1, 20',
      )
    );
    await page.getByLabel('Name of destination 1').focus();
    await page.keyboard.press('Control+v');
    equal(await page.getByLabel('Name of destination 3').inputValue(), 'Austin');
    equal(await page.getByLabel('Percent of Austin').inputValue(), '20');
  }));

Deno.test('faults are said beside the field that was left and counted on the save button, doubts do not stop it', () =>
  signedIn(async ({ page, server }) => {
    await page.goto('/groups/new');
    await page.getByLabel('Name', { exact: true }).fill('Support');
    await page.getByLabel('Name of destination 1').fill('Boston');
    await page.getByLabel('Destination of Boston').fill('fax:123');
    equal(await page.getByText('is not a destination').count(), 0);
    await page.getByLabel('Percent of Boston').fill('100');
    await page.getByText('is not a destination').waitFor();
    await page.getByRole('button', { name: 'Save (1 to correct)' }).waitFor();

    await page.getByLabel('Destination of Boston').fill('tel:+1617712300');
    await page.getByText('does not look like a complete telephone number').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await row(page, 'Support').waitFor();
    const { groups: [group] } = await (await server.api('/groups')).json();
    equal(group.destinations[0].uri, 'tel:+1617712300');
  }));

Deno.test('saving with faults goes to the first of them', () =>
  signedIn(async ({ page }) => {
    await page.goto('/groups/new');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter a name.').waitFor();
    equal(await page.evaluate(() => document.activeElement?.id), 'field-name');
  }));

Deno.test('rows are put in order by the arrow keys and by dragging, and stay the same destinations', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByRole('button', { name: /^Move Denver/ }).press('ArrowUp');
    equal(await page.getByLabel('Name of destination 1').inputValue(), 'Denver');
    const grip = await page.getByRole('button', { name: /^Move Denver/ }).boundingBox();
    const other = await page.getByRole('button', { name: /^Move Boston/ }).boundingBox();
    await page.mouse.move(grip!.x + 5, grip!.y + 5);
    await page.mouse.down();
    await page.mouse.move(other!.x + 5, other!.y + 20, { steps: 5 });
    await page.mouse.up();
    equal(await page.getByLabel('Name of destination 1').inputValue(), 'Boston');
    await page.getByRole('button', { name: /^Move Denver/ }).press('ArrowUp');
    await page.getByRole('button', { name: 'Save' }).click();
    await row(page, 'Support').waitFor();
    const saved = await readGroup(server, group.id);
    deepEqual(
      saved.destinations.map(({ id }: { id: number }) => id),
      group.destinations.map((d: { id: number }) => d.id).reverse(),
    );
  }));

Deno.test('a deleted group is back with one click, under its link', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.reload();
    await page.getByRole('button', { name: 'Delete Support' }).click();
    await page.getByText('Calls to its link get no destination').waitFor();
    await row(page, 'Support').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Support').waitFor();
    equal((await readGroup(server, group.id)).url, group.url);
  }));

Deno.test('the link icon is a real link, and the button beside it copies', () =>
  signedIn(async ({ page, server, context }) => {
    const group = await createGroup(server);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.reload();
    equal(await page.getByRole('link', { name: 'Link of Support' }).getAttribute('href'), group.url);
    await page.getByRole('button', { name: 'Copy the link of Support' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    equal(await page.evaluate(() => navigator.clipboard.readText()), group.url);
  }));

Deno.test('calls in progress show up by themselves', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.reload();
    await row(page, 'Support').getByText('0 in progress').waitFor();
    for (let call = 0; call < 5; call += 1) {
      await (await fetch(group.url, {
        method: 'POST',
        body: new URLSearchParams({ 'session.id': `call-${call}` }),
      })).json();
    }
    await row(page, 'Support').getByText('5 in progress').waitFor();
    await row(page, 'Support').getByText('live 60.0 / 40.0').waitFor();
  }));

Deno.test('when two people edit one group, both versions are shown and none is lost', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByLabel('Percent of Boston').fill('70');
    await page.getByLabel('Percent of Denver').fill('30');
    const theirs = await server.api(`/groups/${group.id}`, {
      method: 'PUT',
      body: { ...group, name: 'Help desk' },
      headers: { 'if-match': `"${group.version}"` },
    });
    equal(theirs.status, 200);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody saved version 2 while you were editing').waitFor();
    await page.getByText(/Help desk → Support/).waitFor();

    await page.getByRole('button', { name: 'Show theirs in the form' }).click();
    equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Help desk');
    await page.getByRole('button', { name: 'Back to mine' }).click();
    equal(await page.getByLabel('Percent of Boston').inputValue(), '70');
    await page.getByRole('button', { name: 'Save' }).click();
    await row(page, 'Support').waitFor();
    const { versions } = await (await server.api(`/groups/${group.id}/versions`)).json();
    deepEqual(versions.map(({ content }: { content: { name: string } }) => content.name), [
      'Support',
      'Help desk',
      'Support',
    ]);
  }));

Deno.test('leaving the form keeps what was written, and leads back to it', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByLabel('Name', { exact: true }).fill('Help desk');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByText('Your changes to Support are kept here, not saved.').waitFor();
    await page.getByRole('button', { name: 'Go on editing' }).click();
    await page.getByText('Your unsaved changes are back.').waitFor();
    equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Help desk');
    await page.getByRole('button', { name: 'Discard them' }).click();
    equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Support');
    equal((await readGroup(server, group.id)).version, 1);
  }));

Deno.test('a test call asks the real link, shows the answer and leaves no place taken', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/use`);
    await page.getByRole('button', { name: 'Place a test call' }).click();
    await page.getByText('The call goes to Boston, tel:+16177123000.').waitFor();
    await page.getByText(', completed.').waitFor();
    const live = await (await server.api(`/groups/${group.id}/live`)).json();
    deepEqual([live.active, live.placed], [0, 1]);
    match(await page.locator('pre', { hasText: '<vxml' }).innerText(), new RegExp(group.url));
  }));

Deno.test('an old version comes back from the history, and goes again', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await server.api(`/groups/${group.id}`, {
      method: 'PUT',
      body: { ...group, destinations: [{ ...group.destinations[0], percent: 100 }] },
      headers: { 'if-match': '"1"' },
    });
    await page.goto(`/groups/${group.id}/history`);
    await page.getByText('Denver removed').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Version 3').waitFor();
    // The destination that came back is the same one: its calls in progress count for it.
    const ids = (of: typeof group) => of.destinations.map(({ id }: { id: number }) => id);
    deepEqual(ids(await readGroup(server, group.id)), ids(group));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Version 4').waitFor();
    equal((await readGroup(server, group.id)).destinations.length, 1);
  }));

Deno.test('a thousand groups are drawn a screenful at a time, and each is found', () =>
  signedIn(async ({ page, server }) => {
    for (let number = 1; number <= 1_000; number += 1) {
      await createGroup(server, { ...SUPPORT, name: `Group ${number}` }).catch((error) => {
        throw new Error(`Group ${number}`, { cause: error });
      });
    }
    await page.reload();
    await page.getByRole('link', { name: 'Group 1', exact: true }).waitFor();
    const drawn = await page.getByRole('listitem').count();
    equal(drawn > 5 && drawn < 40, true, `${drawn} rows are drawn`);
    equal(await page.getByRole('listitem').first().getAttribute('aria-setsize'), '1000');
    await page.mouse.wheel(0, 1_000_000);
    await page.getByRole('link', { name: 'Group 1000', exact: true }).waitFor();
    await page.getByLabel('Search route groups').fill('group 777');
    await page.getByRole('link', { name: 'Group 777', exact: true }).waitFor();
  }));

Deno.test('the VoiceXML document downloads as it is shown', () =>
  signedIn(async ({ page, server }) => {
    const group = await createGroup(server);
    await page.goto(`/groups/${group.id}/use`);
    await page.getByLabel('Backup number').fill('18005550100');
    const shown = await page.locator('pre', { hasText: '<vxml' }).textContent();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    const download = await downloading;
    equal(download.suggestedFilename(), 'route.vxml');
    const text = await Deno.readTextFile(await download.path());
    equal(text, shown);
    match(text, /18005550100/);
  }));

Deno.test('the chosen scheme stays', () =>
  signedIn(async ({ page }) => {
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    equal(await scheme(), 'light');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    equal(await scheme(), 'dark');
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('#root');
    equal(await scheme(), 'dark');
  }));
