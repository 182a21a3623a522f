import assert from 'node:assert/strict';
import { mayAct, type Role, role as anyRole } from '../../src/contract/roles.ts';
import { emptyDatabase } from '../support/postgres.ts';
import {
  type DeclaredOperation,
  NOBODY,
  openStaffedService,
  type Person,
  type Sending,
  type StaffedService,
} from '../support/staffed-service.ts';

/** What anybody may ask without a credential, and what the service then says. */
const OPEN: Readonly<Record<string, number>> = {
  readOpenApi: 200,
  readProblemType: 200,
  readHealth: 200,
  readReadiness: 200,
  readMetrics: 200,
  readSignInOptions: 200,
  /** It wants the token of the set-up link. */
  setUp: 403,
  /** It tells whoever is nobody so by itself. */
  readMe: 401,
  readInvitationOffer: 404,
  acceptInvitation: 404,
};

/** What a wrong declaration would open to people who must not: said here a second time. */
const MUST_NEED: Readonly<Record<string, Role>> = {
  createGroup: 'editor',
  replaceGroup: 'editor',
  deleteGroup: 'editor',
  restoreGroup: 'editor',
  rotateGroupKey: 'editor',
  cancelScheduledEdit: 'editor',
  releaseSessions: 'editor',
  releaseSessionsOfGroup: 'editor',
  renameAccount: 'admin',
  openAccount: 'owner',
  changeMemberRole: 'admin',
  createPasswordLink: 'admin',
  removeTwoFactor: 'admin',
  listInvitations: 'admin',
  createInvitation: 'admin',
  revokeInvitation: 'admin',
  listKeys: 'admin',
  createKey: 'admin',
  revokeKey: 'admin',
  listAuditEvents: 'admin',
  exportAuditEvents: 'admin',
  listWebhooks: 'admin',
  createWebhook: 'admin',
  readWebhook: 'admin',
  editWebhook: 'admin',
  deleteWebhook: 'admin',
  rotateWebhookSecret: 'admin',
  testWebhook: 'admin',
  listWebhookDeliveries: 'admin',
  sendWebhookDeliveryAgain: 'admin',
};

/** What each operation wants besides a credential, so that nothing but the credential can refuse it. */
const sends: Readonly<Record<string, Sending>> = {
  createGroup: { json: { name: 'New' } },
  replaceGroup: { json: { name: 'Changed' }, headers: { 'if-match': '*' } },
  createWebhook: { json: { url: NOBODY } },
  editWebhook: { json: { description: 'Mine' } },
  askWhatIf: { json: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', group: { name: 'If' } } },
  setUp: { json: { token: 'x', accountName: 'Mine', email: 'me@example.com', password: 'a long password' } },
  renameMe: { json: { name: 'Somebody else' } },
  switchAccount: { json: { account: 1 } },
  renameAccount: { json: { name: 'Mine' } },
  openAccount: { json: { name: 'Mine' } },
  changeMemberRole: { json: { role: 'editor' } },
  createInvitation: { json: { email: 'friend@example.com', role: 'viewer' } },
  readInvitationOffer: { json: { token: 'x' } },
  acceptInvitation: { json: { token: 'x', password: 'a long password' } },
  createKey: { json: { name: 'Mine', role: 'viewer' } },
  releaseSessions: { json: { filter: {} } },
  releaseSessionsOfGroup: { json: { filter: {} } },
};

/** The query of those that can't do without one. */
const queries: Readonly<Record<string, string>> = { findCall: '?session=a' };

/** Ids that never were, by the part of a path that stands before them. */
const nobodys: StaffedService['ids'] = {
  groups: '987',
  members: 'nobody',
  invitations: 'nobody',
  keys: 'nobody',
  sessions: 'nobody',
  scheduled: '987',
  webhooks: '987',
  deliveries: '987',
};

function addressOf({ name, path }: DeclaredOperation, ids: StaffedService['ids']): string {
  const address = path.replace('{type}', 'not-found').replaceAll(/(\w+)\/\{\w+\}/g, (_, what: string) => {
    assert.ok(ids[what], `There is no ${what} to ask for: make one in openStaffedService.`);
    return `${what}/${ids[what]}`;
  });
  return address + (queries[name] ?? '');
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const hasId = ({ path }: DeclaredOperation) => path.includes('{id}');
const isWrite = ({ method }: DeclaredOperation) => method !== 'GET';

function ask(
  who: Person,
  operation: DeclaredOperation,
  ids: StaffedService['ids'],
  headers: Record<string, string> = {},
) {
  const { json, headers: own } = sends[operation.name] ?? {};
  return who.ask(operation.method, addressOf(operation, ids), { json, headers: { ...own, ...headers } });
}

/** A step for each of the operations, after which account 1 must be as it was. */
async function forEach(
  test: Deno.TestContext,
  choose: (operation: DeclaredOperation) => boolean,
  step: (operation: DeclaredOperation, service: StaffedService) => Promise<void>,
) {
  await using service = await openStaffedService();
  const before = await service.contents();
  const chosen = service.operations.filter(choose);
  assert.ok(chosen.length > 0);
  for (const operation of chosen) {
    await test.step(`${operation.method} ${operation.path}`, () => step(operation, service));
  }
  assert.deepEqual(await service.contents(), before);
}

const isGuarded = ({ needs }: DeclaredOperation) => needs !== 'anyone';

Deno.test('nothing is open but what is meant to be', async () => {
  await using service = await openStaffedService();
  const open = service.operations.filter((operation) => !isGuarded(operation)).map(({ name }) => name);
  assert.deepEqual(open.sort(), Object.keys(OPEN).sort());
});

Deno.test('what gives power away or takes service away needs the role that it must', async () => {
  await using service = await openStaffedService();
  const needs = Object.fromEntries(service.operations.map(({ name, needs }) => [name, needs]));
  for (const [name, role] of Object.entries(MUST_NEED)) assert.equal(needs[name], role, name);
  const writesForViewers = service.operations.filter((each) => isWrite(each) && each.needs === 'viewer');
  assert.deepEqual(
    writesForViewers.map(({ name }) => name).sort(),
    // askWhatIf reads: a question that needs a body.
    ['askWhatIf', 'endOtherSessions', 'endSession', 'removeMember', 'renameMe', 'switchAccount'],
  );
});

Deno.test('keys are refused what concerns a person alone', async () => {
  await using service = await openStaffedService();
  const forPeople = service.operations.filter((each) => isGuarded(each) && !each.takesKeys);
  assert.deepEqual(
    forPeople.map(({ name }) => name).sort(),
    ['endOtherSessions', 'endSession', 'listSessions', 'openAccount', 'renameMe', 'switchAccount'],
  );
});

Deno.test('viewers remove nobody but themselves', async () => {
  await using service = await openStaffedService();
  const { viewer, owner } = service.staff;
  const { members } = await owner.must('GET', '/api/v1/account/members');
  const [self, others] = [[], []] as string[][];
  for (const { id, role } of members) (role === 'viewer' ? self : others).push(id);
  assert.deepEqual([self.length, others.length], [1, 3]);
  const remove = async (id: string) => (await viewer.ask('DELETE', `/api/v1/account/members/${id}`)).status;
  for (const id of others) assert.equal(await remove(id), 403);
  assert.equal(await remove(self[0]), 204);
});

Deno.test('without a session or a key nobody is let in', (test) =>
  forEach(test, () => true, async (operation, { visitor, ids }) => {
    const expected = OPEN[operation.name] ?? 401;
    const credentials: Record<string, string>[] = [{}, bearer('no-key-of-anybody'), {
      cookie: 'plum-routes.session_token=made.up',
    }];
    for (const headers of isGuarded(operation) ? credentials : [{}]) {
      const answer = await ask(visitor, operation, ids, headers);
      assert.equal(answer.status, expected, answer.text);
      if (expected === 401) assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
  }));

Deno.test('a role below the one that is needed is told so, signed in or with a key', (test) =>
  forEach(
    test,
    (operation) => isGuarded(operation) && operation.needs !== 'viewer',
    async (operation, { staff, visitor, keys, ids }) => {
      const { needs } = operation;
      for (const role of anyRole.options.filter((role) => !mayAct(role, needs as Role))) {
        const answers = [
          await ask(staff[role], operation, ids),
          await ask(visitor, operation, ids, bearer(keys[role])),
        ];
        for (const { status, json } of answers) {
          assert.equal(status, 403, role);
          assert.equal(json.detail, `This needs the role ${needs}; yours is ${role}.`);
        }
      }
    },
  ));

Deno.test("another account's owner finds nothing under our ids, and nothing of ours elsewhere", (test) =>
  forEach(test, () => true, async (operation, { stranger, ids, secrets }) => {
    const answer = await ask(stranger, operation, ids);
    for (const secret of secrets) assert.ok(!answer.text.includes(secret), `${secret} is in ${answer.text}`);
    if (!hasId(operation)) return;
    const never = await ask(stranger, operation, nobodys);
    assert.equal(answer.status, 404, answer.text);
    assert.deepEqual(withoutNumber(answer.json), withoutNumber(never.json));
  }));

/** The answer about one group and that about another differ by its number alone. */
function withoutNumber({ detail, ...rest }: { detail?: string }) {
  return { ...rest, detail: detail?.replace(/\d+/, 'N') };
}

Deno.test("another account's owner gets nothing of a group by asking for it among others", async () => {
  await using service = await openStaffedService();
  const { stranger, ids, secrets } = service;
  assert.equal((await stranger.ask('GET', `/api/v1/live/stream?group=${ids.groups}`)).status, 404);
  for (const path of ['/groups', '/groups?deleted=true', '/live', `/account/audit?group=${ids.groups}`]) {
    const { status, json } = await stranger.ask('GET', `/api/v1${path}`);
    assert.deepEqual([status, json.groups ?? json.events], [200, []], path);
  }
  const { text } = await stranger.ask('GET', `/api/v1/account/audit.csv?group=${ids.groups}`);
  assert.ok(secrets.every((secret) => !text.includes(secret)));
  assert.equal((await stranger.ask('PUT', '/api/v1/me/account', { json: { account: 1 } })).status, 404);
  assert.equal((await stranger.ask('POST', '/api/v1/accounts', { json: { name: 'More' } })).status, 403);
});

const FOREIGN = [
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'http://www.localhost:8080', 'sec-fetch-site': 'same-site' },
];

Deno.test("a foreign page writes nothing with an owner's cookie, needed or not", (test) =>
  forEach(test, isWrite, async (operation, { staff, ids }) => {
    for (const headers of FOREIGN) {
      const { status, json } = await ask(staff.owner, operation, ids, headers);
      assert.equal(status, 403);
      assert.match(json.detail, /^Only the Route Manager itself may write/);
    }
  }));

Deno.test("a foreign page is not allowed to read what an owner's cookie answers", (test) =>
  forEach(test, (operation) => !isWrite(operation), async (operation, { staff, ids }) => {
    const { headers } = await ask(staff.owner, operation, ids, FOREIGN[0]);
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
  }));

Deno.test('the role that is needed is enough, signed in or with a key', async (test) => {
  await using service = await openStaffedService();
  await askForEverything(service, test);
});

Deno.test('every operation works in a cluster', async (test) => {
  await using database = await emptyDatabase();
  await using service = await openStaffedService(database.url);
  await askForEverything(service, test);
});

/** Has each operation done by those who may do no more than that. */
async function askForEverything(
  { operations, staff, visitor, keys }: StaffedService,
  test: Deno.TestContext,
) {
  for (const operation of operations.filter(isGuarded)) {
    await test.step(`${operation.method} ${operation.path}`, async () => {
      const role = operation.needs as Role;
      const signedIn = await ask(staff[role], operation, nobodys);
      assert.ok(hasId(operation) ? signedIn.status === 404 : signedIn.status < 300, signedIn.text);
      const withKey = await ask(visitor, operation, nobodys, bearer(keys[role]));
      const expected = operation.takesKeys ? signedIn.status : 403;
      assert.equal(withKey.status, expected, withKey.text);
    });
  }
}
