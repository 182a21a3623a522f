import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { OWNER } from '../manager/auth/installation.ts';
import { totpCode } from '../manager/auth/totp.ts';
import { ask, beforeTheMove, livedIn } from '../support/before-the-move.ts';
import { call } from '../support/lived-in-installation.ts';
import { Person } from '../support/staffed-service.ts';

/** A node of the cluster after the move, or the server on the files as it was before. */
async function serve(place: { readonly dataDir: string; readonly url: string }, cluster: boolean) {
  const SECRET = Deno.readTextFileSync(join(place.dataDir, 'secret'));
  const node = { DATABASE_URL: place.url, SECRET, DATA_DIR: join(place.dataDir, 'node') };
  const service = await compose(readConfig(cluster ? node : { DATA_DIR: place.dataDir }, '/'), silentLog);
  return { service, [Symbol.asyncDispose]: () => service.close() };
}

Deno.test('after a move, people are still signed in, keys open, and second factors hold', async () => {
  await using place = await beforeTheMove();
  await place.move();
  await using node = await serve(place, true);
  livedIn.service = node.service;
  const { owner, apiKey, totpUri } = livedIn;
  assert.equal((await owner.must('GET', '/api/v1/me')).email, OWNER.email);
  const elsewhere = new Person(owner.serve, '192.0.2.9');
  assert.equal((await (await elsewhere.signIn()).json()).twoFactorRedirect, true);
  assert.equal((await elsewhere.call('/two-factor/verify-totp', { code: totpCode(totpUri) })).status, 200);
  const byKey = new Request('http://localhost:8080/api/v1/account', {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  assert.equal((await owner.serve(byKey)).status, 200);
});

Deno.test('after a move, people see what they saw before', async () => {
  await using place = await beforeTheMove();
  await place.move();
  const seenAt = async (cluster: boolean) => {
    await using server = await serve(place, cluster);
    livedIn.service = server.service;
    const { support, sales } = livedIn;
    const paths = [
      'account',
      'account/members',
      'account/invitations',
      'account/audit?limit=100',
      'groups',
      'groups?deleted=true',
      'live',
      'webhooks',
      'webhooks/1/deliveries',
    ];
    const seen = [
      ...paths,
      ...[support, sales].flatMap(({ id }) => [`groups/${id}/versions`, `groups/${id}/usage`]),
    ];
    return await Promise.all(seen.map((path) => livedIn.owner.must('GET', `/api/v1/${path}`)));
  };
  assert.deepEqual(await seenAt(true), await seenAt(false));
});

Deno.test('after a move, calls go on where they are: they complete, retry and are exhausted as before', async () => {
  await using place = await beforeTheMove();
  await place.move();
  await using node = await serve(place, true);
  livedIn.service = node.service;
  const { support, sales } = livedIn;
  assert.deepEqual(await call(livedIn, support.completeUrl, 'caller-30'), { success: true, completed: 1 });
  assert.deepEqual(await call(livedIn, support.completeUrl, 'caller-3'), { success: true, completed: 0 });
  assert.equal((await call(livedIn, sales.url, 'tried-all')).error, 'exhausted');
  assert.equal((await call(livedIn, support.url, 'caller-31')).attempt, 2);
  assert.equal((await call(livedIn, support.url, 'caller-20')).error, 'exhausted');
});

Deno.test('after a move, the next calls go where they would have gone on the files', async () => {
  await using place = await beforeTheMove();
  await place.move();
  const goTo = async (cluster: boolean) => {
    await using server = await serve(place, cluster);
    const names = [];
    for (let caller = 0; caller < 50; caller++) {
      names.push((await call(server, livedIn.support.url, `next-${caller}`)).name);
    }
    return names;
  };
  const names = await goTo(true);
  assert.deepEqual(new Set(names), new Set(['Boston', 'Denver']));
  assert.deepEqual(names, await goTo(false));
});

/** As after years of calls. */
function fillBooks(dataDir: string) {
  using db = new DatabaseSync(join(dataDir, 'switchboard.db'));
  db.exec('UPDATE attempt SET id = id + 1000000000');
}

Deno.test('after a move, no number is given a second time', async () => {
  await using place = await beforeTheMove();
  fillBooks(place.dataDir);
  await place.move();
  const highest = async (table: string) =>
    Number((await ask(place.url, `SELECT max(id) AS id FROM ${table}`))[0].id);
  const tables = ['route_group', 'destination', 'audit_event', 'attempt'];
  const before = await Promise.all(tables.map(highest));
  await using node = await serve(place, true);
  livedIn.service = node.service;
  const destinations = [{ name: 'New', uri: 'sip:new@10.0.0.1', percent: 100 }];
  const made = await livedIn.owner.must('POST', '/api/v1/groups', { name: 'New', destinations });
  assert.equal(made.id, before[0] + 1);
  assert.equal((await call(livedIn, made.url, 'new-call')).name, 'New');
  const after = await Promise.all(tables.map(highest));
  after.forEach((id, index) => assert.ok(id > before[index], tables[index]));
});
