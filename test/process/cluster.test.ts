import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { openPostgres, type PostgresServer } from '../../scripts/postgres.ts';
import type { GroupLive, GroupOutput } from '../../src/contract/group.ts';
import { until } from '../support/until.ts';
import { freePort, type ServerProcess, startServer } from '../support/server-process.ts';

const NODES = 3;
const OUTAGE_MS = 10_000;
const SECRET = 'a-secret-for-tests-of-32-characters';

/** Three nodes as processes of their own, and a PostgreSQL that they share, with a group of three destinations. */
class Cluster implements AsyncDisposable {
  readonly nodes: ServerProcess[] = [];
  group!: GroupOutput;
  readonly #places: { readonly port: string; readonly folder: string }[] = [];

  private constructor(readonly postgres: PostgresServer) {}

  static async start(): Promise<Cluster> {
    const cluster = new Cluster(await openPostgres());
    for (let node = 0; node < NODES; node++) {
      cluster.#places.push({ port: String(freePort()), folder: await Deno.makeTempDir() });
    }
    // All at once: each of them prepares the empty database, and the first account.
    await Promise.all(cluster.#places.map((_, node) => cluster.startNode(node)));
    const destinations = [['Boston', 50], ['Denver', 30], ['Austin', 20]].map(([name, percent]) => ({
      name,
      uri: `sip:${name}@10.0.1.2`,
      percent,
    }));
    const response = await cluster.nodes[0].api('/groups', {
      method: 'POST',
      body: { name: 'Support', destinations },
    });
    assert.equal(response.status, 201);
    cluster.group = await response.json();
    for (const node of cluster.nodes) while ((await cluster.route(node, '')).error) await delay(10);
    await cluster.completeEmpty();
    return cluster;
  }

  async startNode(node: number) {
    const { port, folder } = this.#places[node];
    const env = { DATABASE_URL: this.postgres.url(), SECRET, PORT: port, DATA_DIR: folder };
    this.nodes[node] = await startServer(env);
  }

  /** The answer to a call at one of the nodes. Throws when there is none. */
  async route(node: ServerProcess, session: string): Promise<Answer> {
    const { pathname } = new URL(this.group.url);
    const response = await fetch(`${node.url}${pathname}?session.id=${session}`, { method: 'POST' });
    return await response.json();
  }

  async complete(node: ServerProcess, session: string): Promise<Answer> {
    const response = await fetch(`${node.url}/ws/complete?session.id=${session}`, { method: 'POST' });
    return await response.json();
  }

  async live(node: ServerProcess): Promise<GroupLive> {
    return await (await node.api(`/groups/${this.group.id}/live`)).json();
  }

  async untilReady() {
    const isReady = async ({ url }: ServerProcess) => {
      const response = await fetch(`${url}/readyz`);
      await response.body?.cancel();
      return response.ok;
    };
    for (const node of this.nodes) while (!await isReady(node)) await delay(20);
  }

  /** Every attempt by its session; and that what is shown live is what the attempts say. */
  async attempts(): Promise<Map<string, { destination: string; reason: string | null }>> {
    const rows = await this.postgres.query(
      'SELECT session, destination_id::integer AS id, end_reason AS reason FROM attempt WHERE session IS NOT NULL',
    );
    const live = await this.live(this.nodes[0]);
    for (const { id, active } of live.destinations) {
      const open = rows.filter((row) => row.id === id && row.reason === null);
      assert.equal(active, open.length, 'calls in progress are open attempts');
    }
    const names = new Map(live.destinations.map(({ id, name }) => [id, `sip:${name}@10.0.1.2`]));
    const attempts = new Map(rows.map(({ session, id, reason }) => [
      String(session),
      { destination: names.get(Number(id))!, reason: reason as string | null },
    ]));
    assert.equal(attempts.size, rows.length, 'no attempt is there twice');
    return attempts;
  }

  /** Completions told by one node of calls told by another, in the same moment, are found a little later. */
  async untilSettled(completed: ReadonlySet<string>) {
    await until(async () => {
      const open = await this.postgres.query('SELECT session FROM attempt WHERE end_reason IS NULL');
      return !open.some(({ session }) => completed.has(String(session)));
    });
  }

  /** The calls by which the nodes were tried. */
  private async completeEmpty() {
    await this.postgres.query(`UPDATE attempt SET due_at_ms = 0 WHERE session IS NULL`);
    while ((await this.live(this.nodes[0])).active > 0) await delay(20);
  }

  async [Symbol.asyncDispose]() {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await this.postgres.close();
    await Promise.all(this.#places.map(({ folder }) => Deno.remove(folder, { recursive: true })));
  }
}

interface Answer {
  readonly success: boolean;
  readonly destination?: string;
  readonly error?: string;
  readonly completed?: number;
  readonly degraded?: boolean;
}

/** What clients were told. */
class Told {
  readonly placed = new Map<string, string>();
  readonly completed = new Set<string>();
  degraded = 0;

  note(session: string, { destination, degraded }: Answer) {
    this.placed.set(session, destination!);
    if (degraded) this.degraded += 1;
  }

  compare(attempts: Awaited<ReturnType<Cluster['attempts']>>) {
    for (const [session, destination] of this.placed) {
      assert.equal(attempts.get(session)?.destination, destination, `${session} was answered`);
    }
    for (const session of this.completed) assert.equal(attempts.get(session)?.reason, 'completed', session);
  }
}

Deno.test('3,000 calls over three nodes land within one call of the percents', async () => {
  await using cluster = await Cluster.start();
  const before = await cluster.live(cluster.nodes[0]);
  await Promise.all(Array.from({ length: 60 }, async (_, caller) => {
    for (let call = 0; call < 50; call++) {
      const answer = await cluster.route(cluster.nodes[(caller + call) % NODES], `${caller};${call}`);
      assert.deepEqual([answer.success, answer.degraded], [true, undefined]);
    }
  }));
  for (const node of cluster.nodes) {
    const { active, destinations } = await cluster.live(node);
    assert.equal(active, 3000);
    for (const [index, { active, percent, placed }] of destinations.entries()) {
      assert.ok(Math.abs(active - 30 * percent) <= 1, `${active} calls at ${percent} %`);
      assert.equal(placed - before.destinations[index].placed, active);
    }
  }
  assert.equal((await cluster.attempts()).size, 3000);
});

Deno.test('killing nodes under load loses no call that was answered', async () => {
  await using cluster = await Cluster.start();
  const told = new Told();
  let isOver = false;
  const callers = Array.from({ length: 24 }, async (_, caller) => {
    for (let call = 0; !isOver; call++) {
      const session = `${caller};${call}`;
      // As behind a load balancer: a node that does not answer is not asked the next time.
      const node = cluster.nodes[(caller + call) % NODES];
      try {
        told.note(session, await cluster.route(node, session));
        if (call % 3 === 0) continue;
        await cluster.complete(cluster.nodes[(caller + call + 1) % NODES], session);
        told.completed.add(session);
      } catch {
        await delay(20);
      }
    }
  });
  for (let round = 0; round < 6; round++) {
    const enough = told.placed.size + 100 + 37 * round;
    while (told.placed.size < enough) await delay(1);
    const victim = cluster.nodes[round % NODES];
    victim.kill('SIGKILL');
    await victim.status;
    await cluster.startNode(round % NODES);
  }
  isOver = true;
  await Promise.all(callers);
  await cluster.untilReady();
  told.compare(await cluster.attempts());
});

Deno.test('with PostgreSQL stopped for ten seconds every request is answered, and the books balance afterwards', async () => {
  await using cluster = await Cluster.start();
  const told = new Told();
  let isOver = false;
  const callers = Array.from({ length: 12 }, async (_, caller) => {
    for (let call = 0; !isOver; call++) {
      const session = `${caller};${call}`;
      const answer = await cluster.route(cluster.nodes[(caller + call) % NODES], session);
      assert.equal(answer.success, true);
      told.note(session, answer);
      if (call % 3 === 0) continue;
      assert.equal(
        (await cluster.complete(cluster.nodes[(caller + call + 1) % NODES], session)).success,
        true,
      );
      told.completed.add(session);
      await delay(10);
    }
  });
  await delay(1000);
  await cluster.postgres.stop('immediate');
  await delay(OUTAGE_MS / 2);
  for (const { url } of cluster.nodes) {
    const response = await fetch(`${url}/readyz`);
    assert.equal(response.status, 503);
    assert.match((await response.json()).detail, /not durable/);
  }
  await delay(OUTAGE_MS / 2);
  await cluster.postgres.start();
  await cluster.untilReady();
  await delay(500);
  isOver = true;
  await Promise.all(callers);
  await cluster.untilReady();
  await cluster.untilSettled(told.completed);
  assert.ok(told.degraded > 100, `${told.degraded} answers were degraded`);
  told.compare(await cluster.attempts());
});
