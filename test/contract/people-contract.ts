import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { REMEMBER_MS } from '../../src/manager/auth/api-keys.ts';
import { Browser, install, OWNER, type Place } from '../manager/auth/installation.ts';
import { memberId, staff, type Staffed, tokenIn } from '../manager/auth/staffed.ts';
import { totpCode } from '../manager/auth/totp.ts';

const MEMBERS = '/api/v1/account/members';
const INVITATIONS = '/api/v1/account/invitations';
const SESSIONS = '/api/v1/me/sessions';
const KEYS = '/api/v1/account/keys';
const API_KEY = 'an-owners-key-for-tests-of-32-characters';

/** Two nodes on one database, and every request goes to the other one. */
const NODES = 2;

/** What people, accounts and keys must do on every engine; its name stands in each test's title. */
export function peopleContract(engine: string, openPlace: () => Promise<Place>) {
  const testPlace = (title: string, body: (place: Place) => Promise<void>) =>
    Deno.test(`${engine} people ${title}`, async () => {
      await using place = await openPlace();
      await body(place);
    });
  const test = (title: string, body: (house: Staffed, place: Place) => Promise<void>) =>
    testPlace(title, async (place) => {
      await using house = await staff({ place, nodes: NODES });
      await body(house, place);
    });

  testPlace('prepare exactly one account when ten nodes start at once', async (place) => {
    const setup = { email: OWNER.email, password: OWNER.password, apiKey: API_KEY };
    await using nodes = new AsyncDisposableStack();
    const prepared = await Promise.all(Array.from({ length: 10 }, async () => {
      const { auth } = nodes.use(await install({ place }));
      return await auth.setup.unattended(setup);
    }));
    assert.deepEqual(prepared.filter(Boolean), [true]);
    await using node = await install({ place });
    assert.equal((await node.auth.accounts.list([1, 2])).length, 1);
    assert.equal((await node.auth.keys.list(1)).length, 1);
    assert.equal((await new Browser(node.auth.handler).signIn()).status, 200);
  });

  testPlace('are set up once, by the same link at every node', async (place) => {
    await using stack = new AsyncDisposableStack();
    const nodes = await Promise.all([1, 2, 3, 4, 5].map(() => install({ place })));
    for (const node of nodes) stack.use(node);
    const [{ auth: { setup } }] = nodes;
    const token = setup.token();
    assert.deepEqual(nodes.map(({ auth }) => auth.setup.token()), nodes.map(() => token));
    // The account is there already then: they meet at its owner.
    await setup.unattended({ apiKey: API_KEY });
    const outcomes = await Promise.all(
      nodes.map(({ auth }, node) =>
        auth.setup.complete({ ...OWNER, email: `owner${node}@example.com`, token })
      ),
    );
    assert.deepEqual(outcomes.filter(({ kind }) => kind === 'done').length, 1);
    for (const { auth } of nodes) assert.equal(await auth.setup.needed(), false);
  });

  test('sign in at one node, and are known at the other until they sign out at either', async (house) => {
    const browser = house.browser();
    assert.equal((await browser.signIn(OWNER.email, 'wrong password')).status, 401);
    assert.equal((await browser.signIn()).status, 200);
    const before = browser.request('/api/v1/me');
    for (let request = 0; request < 4; request++) assert.equal(await browser.accountId(), 1);
    assert.equal((await browser.call('/sign-out', {})).status, 200);
    for (let request = 0; request < 2; request++) {
      assert.equal((await browser.serve(new Request(before))).status, 401);
    }
  });

  test('see where they are signed in, and sign out there', async (house) => {
    const lost = house.browser();
    await lost.signIn();
    const { sessions } = (await house.owner.ask('GET', SESSIONS)).json;
    assert.deepEqual(
      sessions.map((session: { ipAddress: string }) => session.ipAddress),
      [lost.address, house.owner.address],
    );
    assert.equal((await house.owner.ask('DELETE', `${SESSIONS}/${sessions[0].id}`)).status, 204);
    for (let request = 0; request < 2; request++) assert.equal((await lost.ask('GET', SESSIONS)).status, 401);
    assert.equal(await house.owner.accountId(), 1);
  });

  test('stay signed in while they come back, and not for ever', async (house, place) => {
    const database = place.open();
    const expire = async (days: number) => {
      const time = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      await sql`update session set "expiresAt" = ${time(days)}, "updatedAt" = ${time(-2)}`.execute(database);
    };
    await expire(12);
    const visit = await house.owner.send(house.owner.request('/api/v1/me'));
    assert.match(visit.headers.getSetCookie()[0] ?? '', /session_token=.*Max-Age=1209600/);
    await expire(-1);
    assert.equal((await house.owner.ask('GET', SESSIONS)).status, 401);
    await database.destroy();
  });

  test('change a password, which signs every other device out', async (house) => {
    const thief = house.browser();
    await thief.signIn();
    const passwords = { currentPassword: OWNER.password, newPassword: 'a new password' };
    assert.equal((await house.owner.call('/change-password', passwords)).status, 200);
    assert.equal((await thief.ask('GET', '/api/v1/me')).status, 401);
    assert.equal((await house.browser().signIn()).status, 401);
    assert.equal((await house.browser().signIn(OWNER.email, 'a new password')).status, 200);
  });

  test('set a new password by a link, once', async (house) => {
    await house.hire('ann@example.com', 'viewer');
    const id = await memberId(house, 'ann@example.com');
    const { link } = (await house.owner.ask('POST', `${MEMBERS}/${id}/password-link`)).json;
    const reset = { token: tokenIn(link), newPassword: 'fresh password' };
    assert.equal((await house.browser().call('/reset-password', reset)).status, 200);
    assert.equal((await house.browser().call('/reset-password', reset)).status, 400);
    assert.equal((await house.browser().signIn('ann@example.com', 'fresh password')).status, 200);
  });

  test('join by an invitation, of two who use it at the same moment one', async (house) => {
    const invitation = { email: 'ann@example.com', role: 'editor' };
    const { link } = (await house.owner.ask('POST', INVITATIONS, invitation)).json;
    const accept = (password: string) =>
      house.browser().ask('POST', '/api/v1/invitations/accept', { token: tokenIn(link), password });
    const answers = await Promise.all([accept('password one'), accept('password two')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404]);
    const { members } = (await house.owner.ask('GET', MEMBERS)).json;
    assert.deepEqual(
      members.map(({ email, role }: { email: string; role: string }) => [email, role]),
      [[OWNER.email, 'owner'], ['ann@example.com', 'editor']],
    );
    assert.deepEqual((await house.owner.ask('GET', INVITATIONS)).json.invitations, []);
  });

  test('change roles and leave, but one owner always stays', async (house) => {
    const second = await house.hire('second@example.com', 'admin');
    const ids = [await memberId(house, OWNER.email), await memberId(house, 'second@example.com')];
    assert.equal((await house.owner.ask('PUT', `${MEMBERS}/${ids[1]}`, { role: 'owner' })).status, 200);
    const leaving = await Promise.all([
      house.owner.ask('DELETE', `${MEMBERS}/${ids[0]}`),
      second.ask('DELETE', `${MEMBERS}/${ids[1]}`),
    ]);
    assert.deepEqual(leaving.map(({ status }) => status).sort(), [204, 409]);
    const gone = leaving[0].status === 204 ? house.owner : second;
    for (let request = 0; request < 2; request++) assert.equal(await gone.accountId(), undefined);
  });

  test('open accounts at the same moment, each with a number of its own', async (house) => {
    const opened = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => house.owner.ask('POST', '/api/v1/accounts', { name })),
    );
    assert.deepEqual(opened.map(({ json }) => json.id).sort(), [2, 3, 4, 5]);
    assert.equal((await house.owner.ask('PUT', '/api/v1/me/account', { account: 3 })).status, 204);
    for (let request = 0; request < 2; request++) assert.equal(await house.owner.accountId(), 3);
    assert.equal(
      (await house.owner.ask('PUT', '/api/v1/me/account', { account: 2_147_483_647 })).status,
      404,
    );
    assert.equal(
      (await house.owner.ask('PUT', '/api/v1/me/account', { account: 2_147_483_648 })).status,
      422,
    );
  });

  testPlace(
    'have keys that work at every node at once, and stop everywhere within seconds',
    async (place) => {
      let now = Date.now();
      await using house = await staff({ place, nodes: NODES, clock: () => now });
      const { secret, key } = (await house.owner.ask('POST', KEYS, { name: 'IVR', role: 'editor' })).json;
      const statuses = async () => {
        const answers = [];
        for (let request = 0; request < 2; request++) {
          const headers = { authorization: `Bearer ${secret}` };
          answers.push(
            (await house.owner.serve(new Request('http://localhost:8080/api/v1/me', { headers }))).status,
          );
        }
        return answers;
      };
      assert.deepEqual(await statuses(), [200, 200]);
      assert.equal((await house.owner.ask('GET', KEYS)).json.keys[0].lastUsedAt, new Date(now).toISOString());
      assert.equal((await house.owner.ask('DELETE', `${KEYS}/${key.id}`)).status, 204);
      now += REMEMBER_MS;
      assert.deepEqual(await statuses(), [401, 401]);
    },
  );

  test('are asked for a second factor at whatever node they come to', async (house) => {
    const enabled = await house.owner.call('/two-factor/enable', { password: OWNER.password });
    const { totpURI, backupCodes: [code] } = await enabled.json();
    await house.owner.call('/two-factor/verify-totp', { code: totpCode(totpURI) });

    const elsewhere = house.browser();
    assert.equal((await (await elsewhere.signIn()).json()).twoFactorRedirect, true);
    assert.equal((await elsewhere.call('/two-factor/verify-totp', { code: '000000' })).status, 401);
    assert.equal((await elsewhere.ask('GET', '/api/v1/me')).status, 401);
    assert.equal((await elsewhere.call('/two-factor/verify-totp', { code: totpCode(totpURI) })).status, 200);
    assert.equal(await elsewhere.accountId(), 1);

    const [first, again] = [house.browser(), house.browser()];
    await first.signIn();
    assert.equal((await first.call('/two-factor/verify-backup-code', { code })).status, 200);
    await again.signIn();
    assert.equal((await again.call('/two-factor/verify-backup-code', { code })).status, 401);
  });

  testPlace('keep nothing of a change that fails half-way', async (place) => {
    await using installation = await install({ place });
    const { setup, accounts } = installation.auth;
    const database = place.open();
    await sql`alter table member add column obstacle integer check (obstacle is not null)`.execute(database);
    await assert.rejects(setup.completeHere(OWNER), /obstacle/);
    await sql`alter table member drop column obstacle`.execute(database);
    assert.deepEqual([await setup.needed(), await accounts.read(1)], [true, undefined]);
    assert.equal((await setup.completeHere(OWNER)).kind, 'done');
    await database.destroy();
  });
}
