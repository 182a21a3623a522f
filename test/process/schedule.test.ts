import assert from 'node:assert/strict';
import type { GroupOutput } from '../../src/contract/group.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** Long enough for the edit to be scheduled and the server to be killed before it is due. */
const SOON_MS = 1500;

const DESTINATIONS = [
  { name: 'Boston', uri: 'tel:+16177123000', percent: 100 },
  { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 0 },
];

async function createGroup(server: ServerProcess): Promise<GroupOutput> {
  const body = { name: 'Support', destinations: DESTINATIONS };
  return await (await server.api('/groups', { method: 'POST', body })).json();
}

/** From a time on, all calls go to Denver. */
async function scheduleDenver(server: ServerProcess, group: GroupOutput, times: Record<string, Date>) {
  const query = Object.entries(times).map(([name, time]) => `${name}=${time.toISOString()}`).join('&');
  const [boston, denver] = group.destinations;
  const response = await server.api(`/groups/${group.id}?${query}`, {
    method: 'PUT',
    body: { destinations: [{ ...boston, percent: 0 }, { ...denver, percent: 100 }] },
    headers: { 'if-match': '"1"' },
  });
  assert.equal(response.status, 202, await response.text());
}

async function place({ url }: GroupOutput, session: string): Promise<string> {
  return (await (await fetch(`${url}?session.id=${session}`, { method: 'POST' })).json()).name;
}

Deno.test('an edit that became due while the server was down is made before its first call', async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startServer({ DATA_DIR: dataDir });
  const group = await createGroup(first);
  const effectiveAt = new Date(Date.now() + SOON_MS);
  await scheduleDenver(first, group, { effectiveAt });
  first.kill('SIGKILL');
  await first.status;
  await until(() => Date.now() > effectiveAt.getTime());
  const { port } = new URL(first.url);
  const second = await startServer({ DATA_DIR: dataDir, PORT: port });
  assert.equal(await place(group, 'first'), 'Denver');
  await second.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('calls follow a temporary edit from its time on, and what was before it again after its end', async () => {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir });
  const group = await createGroup(server);
  const effectiveAt = new Date(Date.now() + SOON_MS);
  const end = new Date(effectiveAt.getTime() + SOON_MS);
  await scheduleDenver(server, group, { effectiveAt, until: end });
  const answers: { readonly name: string; readonly answeredMs: number }[] = [];
  await until(async () => {
    const name = await place(group, `call-${answers.length}`);
    answers.push({ name, answeredMs: Date.now() });
    return Date.now() > end.getTime() && name === 'Boston';
  });
  const early = answers.filter(({ answeredMs }) => answeredMs < effectiveAt.getTime());
  assert.ok(early.length > 0 && early.every(({ name }) => name === 'Boston'), 'not before its time');
  const order = answers.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]);
  assert.deepEqual(order, ['Boston', 'Denver', 'Boston']);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});
