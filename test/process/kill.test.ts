import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { GroupLive, GroupOutput } from '../../src/contract/group.ts';
import { freePort, type ServerProcess, startServer } from '../support/server-process.ts';

const ROUNDS = 20;
const CALLERS = 16;

/** What clients were told, over all the rounds. */
interface Told {
  /** The destination of each session's first attempt. */
  readonly placed: Map<string, string>;
  readonly completed: Set<string>;
}

Deno.test(`kill -9 under load, ${ROUNDS} times: every answer that was given is in the journal, once`, async () => {
  const dataDir = await Deno.makeTempDir();
  const env = { DATA_DIR: dataDir, PORT: String(freePort()) };
  const told: Told = { placed: new Map(), completed: new Set() };
  let group: GroupOutput | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer(env);
    group ??= await createGroup(server);
    const enough = told.placed.size + 60 + 17 * (round % 7);
    const load = callsUntilItDies(server, group.url, `round-${round}`, told);
    while (told.placed.size < enough) await delay(1);
    server.kill('SIGKILL');
    await Promise.all([load, server.status]);
  }
  const server = await startServer(env);
  const live: GroupLive = await (await server.api(`/groups/${group!.id}/live`)).json();
  await server.stop();
  compareWithJournal(told, live, dataDir);
  await Deno.remove(dataDir, { recursive: true });
});

async function createGroup(server: ServerProcess): Promise<GroupOutput> {
  const destinations = [['Boston', 60], ['Denver', 40]].map(([name, percent]) => ({
    name,
    uri: `sip:${name}@10.0.1.2`,
    percent,
  }));
  const response = await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } });
  assert.equal(response.status, 201);
  return await response.json();
}

/** Callers that route and mostly complete, one request after the other, until the server does not answer any more. */
async function callsUntilItDies(server: ServerProcess, url: string, round: string, told: Told) {
  await Promise.all(Array.from({ length: CALLERS }, async (_, caller) => {
    for (let call = 0;; call++) {
      const session = `${round};${caller};${call}`;
      const placed = await ask(`${url}?session.id=${session}`);
      if (!placed) return;
      assert.equal(placed.degraded, undefined);
      told.placed.set(session, placed.destination);
      if (call % 3 === 0) continue;
      if (!await ask(`${server.url}/ws/complete?session.id=${session}`)) return;
      told.completed.add(session);
    }
  }));
}

async function ask(url: string) {
  try {
    return await (await fetch(url, { method: 'POST' })).json();
  } catch {
    return undefined;
  }
}

function compareWithJournal(told: Told, live: GroupLive, dataDir: string) {
  const db = new DatabaseSync(join(dataDir, 'switchboard.db'), { readOnly: true });
  const rows = db.prepare('SELECT session, destination_id AS id, number, end_reason AS reason FROM attempt')
    .all();
  db.close();
  const uris = new Map(live.destinations.map(({ id, name }) => [id, `sip:${name}@10.0.1.2`]));
  const journal = new Map(rows.map((row) => [String(row.session), row]));
  assert.equal(journal.size, rows.length, 'one attempt per session: nothing is counted twice');
  for (const [session, destination] of told.placed) {
    assert.equal(uris.get(Number(journal.get(session)?.id)), destination, `${session} was answered`);
  }
  for (const session of told.completed) assert.equal(journal.get(session)?.reason, 'completed', session);
  const open = rows.filter(({ reason }) => reason === null);
  assert.equal(live.active, open.length);
  for (const { id, active } of live.destinations) {
    assert.equal(
      active,
      open.filter((row) => row.id === id).length,
    );
  }
  assert.equal(live.placed, rows.length, 'the counts of placed calls agree with the attempts');
}
