import assert from 'node:assert/strict';
import { compose, type Service } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { type Role, role as anyRole } from '../../src/contract/roles.ts';
import { silentLog } from '../../src/log.ts';
import { type Answer, read } from '../manager/control-plane.ts';
import { Browser, OWNER } from '../manager/auth/installation.ts';

/** The whole service as it is composed, on a folder of its own, with people of two accounts. */
export interface StaffedService extends AsyncDisposable {
  readonly operations: readonly DeclaredOperation[];
  /** Signed in to account 1, by their role. */
  readonly staff: Readonly<Record<Role, Person>>;
  /** API keys of account 1, by their role. */
  readonly keys: Readonly<Record<Role, string>>;
  /** An owner of account 2, who has nothing to do with account 1. */
  readonly stranger: Person;
  /** Nobody is signed in here. */
  readonly visitor: Person;
  /** Ids of account 1, by the part of a path that stands before them. */
  readonly ids: Readonly<Record<string, string>>;
  /** What nobody outside of account 1 may read. */
  readonly secrets: readonly string[];
  /** All that people can change of account 1. */
  contents(): Promise<unknown>;
}

/** An operation as the service's own document declares it. */
export interface DeclaredOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needs: Role | 'anyone';
  readonly takesKeys: boolean;
}

export interface Sending {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody at a browser, at an address of their own. */
export class Person extends Browser {
  async ask(method: string, path: string, { json, headers = {} }: Sending = {}): Promise<Answer> {
    const request = this.request(path, json, method);
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return await read(await beginning(await this.send(request)));
  }

  /** Asks for what must succeed. */
  async must(method: string, path: string, json?: unknown): Promise<Answer['json']> {
    const { status, text, json: answer } = await this.ask(method, path, { json });
    assert.ok(status < 300, `${method} ${path}: ${status} ${text}`);
    return answer;
  }
}

/** Of what never ends, the first piece. */
async function beginning(response: Response): Promise<Response> {
  if (response.headers.get('content-type') !== 'text/event-stream' || !response.body) return response;
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new Response(value, response);
}

/** Embedded, or a node on the database at this address. */
export async function openStaffedService(databaseUrl = ''): Promise<StaffedService> {
  const dataDir = await Deno.makeTempDir();
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    SECRET: 'a-secret-for-tests-of-32-characters',
    SETUP_EMAIL: OWNER.email,
    SETUP_PASSWORD: OWNER.password,
    WEBHOOKS: 'any',
  };
  const service = await compose(readConfig(env, '/'), silentLog);
  const browser = browsers(service);
  const owner = browser();
  assert.equal((await owner.signIn()).status, 200);
  const hire = async (role: Role, email = `${role}@acme.example`) => {
    const { link } = await owner.must('POST', '/api/v1/account/invitations', { email, role });
    const person = browser();
    const token = new URL(link).searchParams.get('token');
    await person.must('POST', '/api/v1/invitations/accept', { token, password: `password of ${email}` });
    return person;
  };
  const staff = {
    owner,
    admin: await hire('admin'),
    editor: await hire('editor'),
    viewer: await hire('viewer'),
  };
  const stranger = await elsewhere(owner, () => hire('owner', 'stranger@globex.example'));
  return {
    operations: await declared(owner),
    staff,
    keys: await keysOf(owner),
    stranger,
    visitor: browser(),
    ...await fill(owner),
    contents: () => contentsFor(owner),
    async [Symbol.asyncDispose]() {
      service.endStreams();
      await service.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

function browsers(service: Service): () => Person {
  let people = 0;
  return () => {
    const hostname = `192.0.2.${++people}`;
    const info = { remoteAddr: { transport: 'tcp', hostname, port: 1 } } as Deno.ServeHandlerInfo<
      Deno.NetAddr
    >;
    return new Person(async (request) => await service.manage(request, info), hostname);
  };
}

/** Works in another account for a while. */
async function elsewhere<Result>(owner: Person, work: () => Promise<Result>): Promise<Result> {
  const { id } = await owner.must('POST', '/api/v1/accounts', { name: 'Globex' });
  await owner.must('PUT', '/api/v1/me/account', { account: id });
  const result = await work();
  await owner.must('PUT', '/api/v1/me/account', { account: 1 });
  return result;
}

async function declared(owner: Person): Promise<DeclaredOperation[]> {
  interface Declared {
    readonly operationId: string;
    readonly 'x-required-role'?: Role;
    readonly security: readonly Readonly<Record<string, unknown>>[];
  }
  const { paths } = await owner.must('GET', '/api/openapi.json');
  return Object.entries<Record<string, Declared>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): DeclaredOperation => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      needs: operation['x-required-role'] ?? 'anyone',
      takesKeys: operation.security.some((credential) => 'apiKey' in credential),
    }))
  );
}

async function keysOf(owner: Person): Promise<Record<Role, string>> {
  const made = anyRole.options.map(async (role): Promise<[Role, string]> => {
    const { secret } = await owner.must('POST', '/api/v1/account/keys', { name: `Key of the ${role}`, role });
    return [role, secret];
  });
  return Object.fromEntries(await Promise.all(made)) as Record<Role, string>;
}

/** Where nobody answers: RFC 863's port. */
export const NOBODY = 'http://127.0.0.1:9/';

/** One of everything that has an id. */
async function fill(owner: Person): Promise<Pick<StaffedService, 'ids' | 'secrets'>> {
  const group = await owner.must('POST', '/api/v1/groups', { name: 'Acme support' });
  const scheduled = await scheduleEdit(owner, group.id);
  const newcomer = { email: 'newcomer@acme.example', role: 'viewer' };
  const { invitation } = await owner.must('POST', '/api/v1/account/invitations', newcomer);
  const { members } = await owner.must('GET', '/api/v1/account/members');
  const { keys } = await owner.must('GET', '/api/v1/account/keys');
  const { sessions } = await owner.must('GET', '/api/v1/me/sessions');
  const { webhook } = await owner.must('POST', '/api/v1/webhooks', {
    url: NOBODY,
    description: 'Acme pager',
  });
  const delivery = await owner.must('POST', `/api/v1/webhooks/${webhook.id}/test`);
  const viewer = members.find((member: { role: Role }) => member.role === 'viewer');
  return {
    ids: {
      groups: String(group.id),
      members: viewer.id,
      invitations: invitation.id,
      keys: keys[0].id,
      sessions: sessions[0].id,
      scheduled: String(scheduled.id),
      webhooks: String(webhook.id),
      deliveries: String(delivery.id),
    },
    secrets: [
      group.name,
      group.key,
      newcomer.email,
      viewer.email,
      keys[0].name,
      sessions[0].id,
      webhook.description,
    ],
  };
}

/** So far ahead that no test lives to see it. */
async function scheduleEdit(owner: Person, groupId: number) {
  const path = `/api/v1/groups/${groupId}?effectiveAt=9000-01-01T00:00:00Z`;
  const { json } = await owner.ask('PUT', path, { headers: { 'if-match': '*' }, json: { name: 'Later' } });
  return json;
}

async function contentsFor(owner: Person): Promise<unknown> {
  const lists = [
    '/account',
    '/groups',
    '/groups?deleted=true',
    '/account/members',
    '/account/invitations',
    '/webhooks',
  ];
  const { keys } = await owner.must('GET', '/api/v1/account/keys');
  const { sessions } = await owner.must('GET', '/api/v1/me/sessions');
  return [
    ...await Promise.all(lists.map((path) => owner.must('GET', `/api/v1${path}`))),
    // Using them changes when they were used.
    ...[...keys, ...sessions].map(({ id }: { id: string }) => id),
  ];
}
