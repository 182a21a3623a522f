import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { openPostgres as openServer, type PostgresServer } from '../../scripts/postgres.ts';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { createLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import type { PlaceAnswer, Switchboard } from '../../src/switchboard/switchboard.ts';
import { everyEvent } from '../support/every-event.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { placedAt } from '../support/snapshot.ts';

const group = routeGroup({ destinations: split(50, 30, 20) });

/** Some nodes on a PostgreSQL server that can be stopped, with what they log. */
class Stage implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly nodes: Switchboard[] = [];

  private constructor(readonly server: PostgresServer, readonly folders: readonly string[]) {}

  static async open(count: number, groups: readonly RouteGroup[] = [group]): Promise<Stage> {
    const folders = await Promise.all(Array.from({ length: count }, () => Deno.makeTempDir()));
    const stage = new Stage(await openServer(), folders);
    for (let node = 0; node < count; node++) await stage.start(node, groups);
    return stage;
  }

  async start(node: number, groups: readonly RouteGroup[] = [group]) {
    const log = createLog({ level: 'info', format: 'text', write: (line) => this.lines.push(line) });
    const options = { url: this.server.url(), dataDir: this.folders[node], groups, log };
    const timing = { patienceMs: 2000, retryMs: 20, expiryTickMs: 50, closingGraceMs: 50 };
    this.nodes[node] = await openClusteredSwitchboard({ ...options, ...timing });
  }

  async untilTogether() {
    for (let looks = 0; !this.nodes.every((node) => node.health().durable); looks++) {
      assert.ok(looks < 3000, `The nodes do not come back: ${this.nodes[0].health().detail}`);
      await delay(10);
    }
  }

  /** The sessions of every attempt, once for each; and that the ledger counts exactly what is open and was placed. */
  async sessions(): Promise<string[]> {
    const attempts = await this.server.query(
      'SELECT session, destination_id::integer AS destination, ended_at_ms IS NULL AS open FROM attempt',
    );
    const [{ tallies }] = await this.server.query('SELECT tallies FROM ledger');
    for (const [id, active, , , , placed] of JSON.parse(String(tallies))) {
      const there = attempts.filter(({ destination }) => destination === id);
      assert.deepEqual([active, placed], [there.filter(({ open }) => open).length, there.length]);
    }
    return attempts.map(({ session }) => String(session)).sort();
  }

  async [Symbol.asyncDispose]() {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.server.close();
    await Promise.all(this.folders.map((folder) => Deno.remove(folder, { recursive: true })));
  }
}

function place(node: Switchboard, session: string): Promise<PlaceAnswer> {
  return node.place({ accountId: group.accountId, key: group.key, session });
}

const callsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, call) => `${name}-${call}`);

Deno.test('without its database a node goes on answering, degraded; when it is back, every call is in it once', async () => {
  await using stage = await Stage.open(1);
  const [node] = stage.nodes;
  const before = callsOf('before', 10);
  for (const session of before) assert.equal((await place(node, session)).degraded, false);
  await stage.server.stop('immediate');
  const during = callsOf('during', 50);
  const answers = await Promise.all(during.map((session) => place(node, session)));
  for (const answer of answers) assert.deepEqual([answer.kind, answer.degraded], ['placed', true]);
  assert.deepEqual(await node.complete({ session: 'before-3' }), { completed: 1, degraded: true });
  assert.deepEqual(await node.complete({ session: 'during-7' }), { completed: 1, degraded: true });
  assert.deepEqual(await placedAt(node), [30, 18, 12], 'shares are kept meanwhile');
  const { durable, detail, waiting } = node.health();
  assert.deepEqual([durable, waiting > 50, detail.length > 0], [false, true, true]);

  await stage.server.start();
  await stage.untilTogether();
  assert.deepEqual(await stage.sessions(), [...before, ...during].sort());
  assert.deepEqual(node.health(), { durable: true, detail: '', waiting: 0 });
  assert.equal((await place(node, 'after')).degraded, false);
  assert.deepEqual(await node.complete({ session: 'during-8' }), { completed: 1, degraded: false });
  assert.equal(stage.lines.filter((line) => line.includes(' ERROR ')).length, 1, 'logged once as it goes');
  assert.equal(stage.lines.filter((line) => line.includes('The database is back')).length, 1);
});

Deno.test('what a node told while it was alone is told once, and then that it was alone', async () => {
  const full = routeGroup({ destinations: [destination(1, 100, { maxActive: 1 })] });
  await using stage = await Stage.open(1, [full]);
  const [node] = stage.nodes;
  await place(node, 'before');
  await stage.server.stop('immediate');
  for (const session of callsOf('refused', 3)) await place(node, session);
  await stage.server.start();
  await stage.untilTogether();
  await place(node, 'refused later');
  const events = await everyEvent(openPostgres<HistorySchema>(stage.server.url()));
  assert.deepEqual(events.map(({ kind }) => kind), [
    'destination.cap_reached',
    'group.refusing',
    'service.degraded',
  ]);
  assert.ok(events.every(({ node }) => node === events[0].node && node !== null));
  const { accountId, detail } = events[2];
  assert.deepEqual([accountId, Date.parse(String(detail.since)) <= events[2].atMs], [null, true]);
  const [{ trouble }] = await stage.server.query('SELECT trouble FROM ledger');
  assert.equal(JSON.parse(String(trouble)).refused, 4, 'the trouble goes on where it was');
});

Deno.test('a retry is given another destination although its first attempt is in a database that is away', async () => {
  await using stage = await Stage.open(1);
  const [node] = stage.nodes;
  const first = await place(node, 'call');
  await stage.server.stop('immediate');
  const second = await place(node, 'call');
  const third = await place(node, 'call');
  assert.equal(
    new Set([first, second, third].map((answer) => answer.kind === 'placed' && answer.name)).size,
    3,
  );
  const last = await place(node, 'call');
  assert.deepEqual(last, { kind: 'refused', reason: 'exhausted', untilMs: null, degraded: true });
  await stage.server.start();
  await stage.untilTogether();
  assert.deepEqual(await stage.sessions(), ['call', 'call', 'call']);
  assert.equal((await place(node, 'call')).kind, 'refused', 'the chain is remembered');
});

Deno.test('a node that is alone releases nothing, and does when the database is back', async () => {
  await using stage = await Stage.open(1);
  const [node] = stage.nodes;
  await place(node, 'call');
  const [{ id, ms }] = await stage.server.query(
    'SELECT id::float8, expires_at_ms::float8 AS ms FROM attempt',
  );
  const attempts = [{ id: Number(id), session: 'call', expiresAtMs: Number(ms) }];
  const { accountId } = group;
  await stage.server.stop();
  assert.deepEqual(await node.release({ accountId, attempts }), { released: 0, degraded: true });
  await stage.server.start();
  await stage.untilTogether();
  assert.deepEqual(await node.release({ accountId, attempts }), { released: 1, degraded: false });
  assert.deepEqual(await stage.sessions(), ['call']);
  assert.equal((await node.complete({ session: 'call' })).completed, 0);
});

Deno.test('a database that hangs is given up once, and piles up nothing', async () => {
  await using stage = await Stage.open(1);
  const [node] = stage.nodes;
  await place(node, 'before');
  stage.server.freeze();
  const first = await place(node, 'first');
  assert.deepEqual([first.kind, first.degraded], ['placed', true]);
  // The server still hangs: these answers can only come from the node itself.
  const answers = await Promise.all(callsOf('next', 100).map((session) => place(node, session)));
  assert.ok(answers.every(({ degraded }) => degraded));
  stage.server.thaw();
  await stage.untilTogether();
  assert.equal((await stage.sessions()).length, 102);
});

Deno.test('what one node places and another completes while both are alone is over when both are back', async () => {
  await using stage = await Stage.open(2);
  const [one, other] = stage.nodes;
  await place(one, 'placed before');
  await stage.server.stop('immediate');
  for (const session of callsOf('call', 20)) await place(one, session);
  for (const session of [...callsOf('call', 20), 'placed before']) await other.complete({ session });
  await stage.server.start();
  await stage.untilTogether();
  assert.equal((await stage.sessions()).length, 21);
  const open = await stage.server.query(
    'SELECT FROM attempt WHERE ended_at_ms IS NULL OR due_at_ms IS NOT NULL',
  );
  assert.equal(open.length, 0);
});

Deno.test('a session that two nodes place while they are alone is at one destination afterwards', async () => {
  await using stage = await Stage.open(2);
  const [one, other] = stage.nodes;
  await stage.server.stop('immediate');
  await place(one, 'call');
  await place(other, 'call');
  await stage.server.start();
  await stage.untilTogether();
  assert.deepEqual(await stage.sessions(), ['call', 'call']);
  assert.deepEqual(await one.complete({ session: 'call' }), { completed: 1, degraded: false });
  assert.equal((await stage.server.query('SELECT FROM attempt WHERE ended_at_ms IS NULL')).length, 0);
});

Deno.test('what a node could not tell before it stopped is told when it starts again', async () => {
  await using stage = await Stage.open(1);
  await place(stage.nodes[0], 'before');
  await stage.server.stop('immediate');
  for (const session of callsOf('call', 30)) await place(stage.nodes[0], session);
  await stage.nodes[0].complete({ session: 'call-4' });
  await stage.nodes[0].close();
  assert.ok(
    stage.lines.some((line) => /WARN .*told the rest when this node starts/.test(line)),
    stage.lines.join('\n'),
  );
  await stage.server.start();
  await stage.start(0);
  assert.equal((await stage.sessions()).length, 31);
  assert.deepEqual(await stage.nodes[0].complete({ session: 'call-5' }), { completed: 1, degraded: false });
  assert.deepEqual(await stage.nodes[0].complete({ session: 'call-4' }), { completed: 0, degraded: false });
  const left = [...Deno.readDirSync(stage.folders[0])].map(({ name }) => name);
  assert.deepEqual(left, ['lock']);
});

Deno.test('a completion that comes before its call is told keeps its outcome', async () => {
  await using stage = await Stage.open(2);
  await stage.nodes[1].close();
  await stage.server.stop('immediate');
  await place(stage.nodes[0], 'call');
  await place(stage.nodes[0], 'never completed');
  await stage.nodes[0].close();
  await stage.server.start();
  await stage.start(1);
  const answer = await stage.nodes[1].complete({ session: 'call', outcome: 'busy' });
  assert.deepEqual(answer, { completed: 0, degraded: false });
  await stage.start(0);
  const attempts = await stage.server.query(
    `SELECT session, end_reason AS reason, outcome, due_at_ms IS NULL AS over FROM attempt ORDER BY session`,
  );
  assert.deepEqual(attempts.map((attempt) => ({ ...attempt })), [
    { session: 'call', reason: 'completed', outcome: 'busy', over: true },
    { session: 'never completed', reason: null, outcome: null, over: false },
  ]);
  assert.deepEqual(await stage.server.query('SELECT FROM early_completion'), [], 'it is used up');
});

Deno.test('a connection that is cut at any moment loses no call and counts none twice', async () => {
  await using stage = await Stage.open(2);
  const cut = async () => {
    await delay(Math.random() * 30);
    await stage.server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'`,
    );
  };
  const placed: string[] = [];
  for (let round = 0; round < 12; round++) {
    const cutting = cut();
    const sessions = callsOf(`round-${round}`, 60);
    for (let call = 0; call < sessions.length; call += 10) {
      const answers = await Promise.all(
        sessions.slice(call, call + 10).map((session, index) => place(stage.nodes[index % 2], session)),
      );
      assert.ok(answers.every(({ kind }) => kind === 'placed'));
      await stage.nodes[call % 2].complete({ session: sessions[call] });
    }
    placed.push(...sessions);
    await cutting;
    await stage.untilTogether();
  }
  assert.deepEqual(await stage.sessions(), placed.sort());
});

Deno.test('a database that can not be written to counts as away', async () => {
  await using stage = await Stage.open(1);
  const [node] = stage.nodes;
  await place(node, 'before');
  await stage.server.query('ALTER SYSTEM SET default_transaction_read_only = on');
  await stage.server.query('SELECT pg_reload_conf()');
  let degraded = false;
  for (let call = 0; !degraded; call++) ({ degraded } = await place(node, `call-${call}`));
  assert.match(node.health().detail, /read-only/);
  await stage.server.query('ALTER SYSTEM RESET default_transaction_read_only');
  await stage.server.query('SELECT pg_reload_conf()');
  await stage.untilTogether();
  await stage.sessions();
});
