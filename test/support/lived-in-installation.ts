import assert from 'node:assert/strict';
import { compose, type Service } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { GroupOutput } from '../../src/contract/group.ts';
import { silentLog } from '../../src/log.ts';
import { OWNER } from '../manager/auth/installation.ts';
import { totpCode } from '../manager/auth/totp.ts';
import { Person } from './staffed-service.ts';

const KEY = 'an-owners-key-for-tests-of-32-characters';

const INFO = { remoteAddr: { transport: 'tcp', hostname: '192.0.2.1', port: 1 } } as Deno.ServeHandlerInfo<
  Deno.NetAddr
>;

/** The people, groups and calls of an installation in which something of everything has happened. */
export interface LivedIn {
  /** Signed in. */
  readonly owner: Person;
  /** The secret of the owner's second factor, as an authenticator scans it. */
  readonly totpUri: string;
  readonly apiKey: string;
  /** Two destinations, 60 and 40. */
  readonly support: GroupOutput;
  /** Its session `tried-all` has tried its only destination, and may ask again. */
  readonly sales: GroupOutput;
  /** A browser and a caller of this service: both keep what they have when it changes. */
  service: Service;
}

/** Lets people and calls fill a new embedded installation. It is closed when this returns. */
export async function liveIn(dataDir: string): Promise<LivedIn> {
  const env = { SETUP_EMAIL: OWNER.email, SETUP_PASSWORD: OWNER.password, SETUP_API_KEY: KEY };
  const service = await compose(readConfig({ DATA_DIR: dataDir, ...env }, '/'), silentLog);
  const reached = { service };
  const owner = new Person(async (request) => await reached.service.manage(request, INFO));
  await owner.signIn();
  await invite(owner);
  const groups = await makeGroups(owner);
  await makeWebhook(owner);
  const totpUri = await enrol(owner);
  const livedIn = Object.assign(reached, { owner, totpUri, apiKey: KEY, ...groups });
  await placeCalls(livedIn);
  await service.close();
  return livedIn;
}

/** Asks `/ws`, as a voice application does. */
export async function call({ service }: Pick<LivedIn, 'service'>, url: string, session?: string) {
  const body = session === undefined ? null : new URLSearchParams({ 'session.id': session });
  return await (await service.calls(new Request(url, { method: 'POST', body }), INFO)).json();
}

/** One who has come, in another account as well, and one who has not yet. */
async function invite(owner: Person) {
  const { id } = await owner.must('POST', '/api/v1/accounts', { name: 'Globex' });
  const { link } = await owner.must('POST', '/api/v1/account/invitations', guest('ann', 'editor'));
  const ann = new Person(owner.serve, '192.0.2.2');
  const token = new URL(link).searchParams.get('token');
  await ann.must('POST', '/api/v1/invitations/accept', { token, password: 'a long enough password' });
  await owner.must('POST', '/api/v1/account/invitations', guest('bob', 'viewer'));
  await owner.must('POST', '/api/v1/account/keys', { name: 'Nightly — ünïcödé 🍑', role: 'viewer' });
  await owner.must('PUT', '/api/v1/me/account', { account: id });
  await owner.must('POST', '/api/v1/groups', { name: 'Elsewhere' });
  await owner.must('PUT', '/api/v1/me/account', { account: 1 });
}

const guest = (name: string, role: string) => ({ email: `${name}@acme.example`, role });

async function enrol(owner: Person): Promise<string> {
  const { totpURI } = await (await owner.call('/two-factor/enable', { password: OWNER.password })).json();
  const verified = await owner.call('/two-factor/verify-totp', { code: totpCode(totpURI) });
  assert.equal(verified.status, 200);
  return totpURI;
}

const destination = (name: string, percent: number) => ({ name, uri: `sip:${name}@10.0.0.1`, percent });

/** Edited, deleted, restored and under a new key, besides two as they were made. */
async function makeGroups(owner: Person): Promise<Pick<LivedIn, 'support' | 'sales'>> {
  const make = (name: string, ...destinations: unknown[]) =>
    owner.must('POST', '/api/v1/groups', { name, destinations });
  const change = async (method: string, path: string, { version, ...group }: GroupOutput) => {
    const headers = { 'if-match': `"${version}"` };
    const { status, json, text } = await owner.ask(method, path, { headers, json: group });
    assert.ok(status < 300, text);
    return json;
  };
  const support = await make('Support', destination('Boston', 60), destination('Denver', 40));
  const sales = await make('Sales', destination('Only', 100));
  const edited = await make('Edited', destination('Old', 100));
  await change('PUT', `/api/v1/groups/${edited.id}`, { ...edited, destinations: [destination('New', 100)] });
  const gone = await make('Gone', destination('Gone', 100));
  await change('DELETE', `/api/v1/groups/${gone.id}`, gone);
  const back = await make('Back', destination('Back', 100));
  const deleted = await change('DELETE', `/api/v1/groups/${back.id}`, back);
  const restored = await change('POST', `/api/v1/groups/${back.id}/restore`, deleted);
  await change('POST', `/api/v1/groups/${back.id}/rotate-key`, restored);
  return { support, sales };
}

/** Nothing of what happens here is sent to it: it has an address that is nobody's. */
async function makeWebhook(owner: Person) {
  const content = { url: 'https://receiver.example/', kinds: ['service.degraded'], description: 'Pager' };
  const { webhook: { id } } = await owner.must('POST', '/api/v1/webhooks', content);
  await owner.must('POST', `/api/v1/webhooks/${id}/rotate-secret`);
}

/** In progress, completed, retried, superseded, without a session, and one that has nothing left to try. */
async function placeCalls(livedIn: LivedIn) {
  const { support, sales } = livedIn;
  for (let caller = 0; caller < 37; caller++) await call(livedIn, support.url, `caller-${caller}`);
  for (let caller = 0; caller < 10; caller++) await call(livedIn, support.completeUrl, `caller-${caller}`);
  await call(livedIn, support.url, 'caller-20');
  await call(livedIn, sales.url, 'caller-21');
  await call(livedIn, support.url);
  await call(livedIn, sales.url, 'tried-all');
  assert.equal((await call(livedIn, sales.url, 'tried-all')).error, 'exhausted');
}
