import assert from 'node:assert/strict';
import { openPostgres } from '../../scripts/postgres.ts';
import type { GroupLive, GroupOutput } from '../../src/contract/group.ts';
import { type Exposition, parseExposition, valueOf } from '../support/exposition.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';

interface Answer {
  readonly success: boolean;
  readonly error?: string;
  readonly degraded?: boolean;
}

/** Where an engine keeps things, and how that is made to fail for a while. */
interface Storage extends AsyncDisposable {
  readonly settings: Record<string, string>;
  fail(pid: number): Promise<void>;
  recover(pid: number): Promise<void>;
}

/** A limit on the size of files is a full disk to SQLite; a high one to begin with makes the process survive a low one. */
function embedded(): Promise<Storage> {
  const limit = async (bytes: string, pid: number) => {
    const args = [`--fsize=${bytes}:`, '--pid', String(pid)];
    assert.ok((await new Deno.Command('prlimit', { args }).output()).success);
  };
  return Promise.resolve({
    settings: { FILE_SIZE_LIMIT_KB: '1000000' },
    fail: (pid) => limit('4096', pid),
    recover: (pid) => limit('unlimited', pid),
    async [Symbol.asyncDispose]() {},
  });
}

/** The worst case: the database does not go away, it stops to answer. */
async function clustered(): Promise<Storage> {
  const server = await openPostgres();
  const settings = { DATABASE_URL: server.url(), SECRET: 'a-secret-for-tests-of-32-characters' };
  return {
    settings,
    fail: () => Promise.resolve(server.freeze()),
    recover: () => Promise.resolve(server.thaw()),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** A running service with a group of two destinations, and what it answered. */
class Stage implements AsyncDisposable {
  readonly routed: Answer[] = [];
  readonly completed: Answer[] = [];

  private constructor(
    readonly server: ServerProcess,
    readonly group: GroupOutput,
    readonly dataDir: string,
  ) {}

  static async open(settings: Record<string, string>): Promise<Stage> {
    const dataDir = await Deno.makeTempDir();
    const server = await startServer({ DATA_DIR: dataDir, ...settings });
    const destinations = [['Boston', 60], ['Denver', 40]].map(([name, percent]) => ({
      ...{ name, percent },
      uri: `sip:${name}@10.0.1.2`,
    }));
    const body = { name: 'Support', destinations };
    const group = await (await server.api('/groups', { method: 'POST', body })).json();
    return new Stage(server, group, dataDir);
  }

  async route(session: string, url = this.group.url): Promise<Answer> {
    const answer = await post(`${url}?session.id=${session}`);
    this.routed.push(answer);
    return answer;
  }

  async complete(session: string) {
    this.completed.push(await post(`${this.server.url}/ws/complete?session.id=${session}`));
  }

  async scrape(): Promise<Exposition> {
    const response = await fetch(`${this.server.url}/metrics`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    return parseExposition(await response.text());
  }

  async live(): Promise<GroupLive> {
    return await (await this.server.api(`/groups/${this.group.id}/live`)).json();
  }

  async [Symbol.asyncDispose]() {
    await this.server.stop();
    await Deno.remove(this.dataDir, { recursive: true });
  }
}

async function post(url: string): Promise<Answer> {
  return await (await fetch(url, { method: 'POST' })).json();
}

for (const [engine, open] of Object.entries({ embedded, clustered })) {
  Deno.test(`${engine} service tells Prometheus exactly what it answered`, async () => {
    await using storage = await open();
    await using stage = await Stage.open(storage.settings);
    const { server, routed, completed } = stage;
    for (let call = 0; call < 40; call++) await stage.route(`call-${call}`);
    for (let retries = 0; retries < 2; retries++) await stage.route('call-30');
    for (const path of ['/ws/route/1/no-such-key', '/ws/rout']) await stage.route('a', server.url + path);
    for (let call = 0; call < 20; call++) await stage.complete(`call-${call}`);
    for (const session of ['call-0', '']) await stage.complete(session);

    const metrics = await stage.scrape();
    const counter = (name: string, labels = {}) => valueOf(metrics, `plum_routes_${name}_total`, labels);
    assert.equal(counter('decisions', { outcome: 'placed' }), routed.filter(({ success }) => success).length);
    assert.equal(counter('decisions', { outcome: 'refused' }), routed.filter(({ error }) => error).length);
    assert.equal(counter('completions', { outcome: 'completed' }), 20);
    assert.equal(counter('completions', { outcome: 'nothing' }), 1);
    assert.equal(counter('completions', { outcome: 'refused' }), 1);
    const errors = [...routed, ...completed].map(({ error }) => error).filter(Boolean);
    assert.deepEqual(errors, ['exhausted', 'unknown_route', 'bad_request', 'bad_request']);
    for (const { labels: { reason }, value } of metrics.get('plum_routes_refusals_total')!.samples) {
      assert.equal(value, errors.filter((error) => error === reason).length, reason);
    }
    assert.equal(counter('attempts_ended', { reason: 'completed' }), 20);
    assert.equal(counter('attempts_ended', { reason: 'retried' }), 2);
    assert.equal(counter('degraded_answers'), 0);
    assert.equal(valueOf(metrics, 'plum_routes_degraded'), 0);
    const answers = routed.length + completed.length;
    assert.equal(valueOf(metrics, 'plum_routes_ws_duration_seconds_count'), answers);
    assert.ok(valueOf(metrics, 'plum_routes_ws_duration_seconds_sum') > 0);
    assert.ok(valueOf(metrics, 'plum_routes_commit_duration_seconds_count') >= 60, 'one by one');
  });

  Deno.test(`${engine} service tells Prometheus the calls in progress, and how far off their shares`, async () => {
    await using storage = await open();
    await using stage = await Stage.open(storage.settings);
    for (let call = 0; call < 40; call++) await stage.route(`call-${call}`);
    for (let call = 0; call < 15; call++) await stage.complete(`call-${call}`);
    const [metrics, { id: group, active, destinations }] = [await stage.scrape(), await stage.live()];
    assert.equal(active, 25);
    for (const { id: destination, percent, active: there } of destinations) {
      const labels = { account: 1, group, destination };
      assert.equal(valueOf(metrics, 'plum_routes_active_calls', labels), there);
      assert.equal(
        valueOf(metrics, 'plum_routes_share_deviation_calls', labels),
        there - (active * percent) / 100,
      );
    }
  });

  Deno.test(`${engine} service tells Prometheus that its storage fails, while it does`, async () => {
    await using storage = await open();
    await using stage = await Stage.open(storage.settings);
    await storage.fail(stage.server.pid);
    // Before anything has noticed.
    await stage.scrape();
    const call = () => stage.route(`call-${stage.routed.length}`);
    await until(async () => (await call()).degraded === true);
    for (let more = 0; more < 20; more++) await call();
    const failing = await stage.scrape();
    assert.equal(valueOf(failing, 'plum_routes_degraded'), 1);
    assert.ok(valueOf(failing, 'plum_routes_changes_waiting') >= 20);
    const degraded = stage.routed.filter((answer) => answer.degraded).length;
    assert.equal(valueOf(failing, 'plum_routes_degraded_answers_total'), degraded);
    await storage.recover(stage.server.pid);
    await until(async () => valueOf(await stage.scrape(), 'plum_routes_degraded') === 0);
    await until(async () => valueOf(await stage.scrape(), 'plum_routes_changes_waiting') === 0);
  });
}

Deno.test('the nodes of a cluster tell Prometheus how their connections are used', async () => {
  await using storage = await clustered();
  await using stage = await Stage.open(storage.settings);
  await Promise.all(Array.from({ length: 20 }, () => stage.server.api(`/groups/${stage.group.id}/usage`)));
  const metrics = await stage.scrape();
  for (const pool of ['directory', 'history', 'switchboard']) {
    const [used, idle] = ['used', 'idle'].map((state) =>
      valueOf(metrics, 'plum_routes_database_connections', { pool, state })
    );
    assert.ok(used + idle > 0, pool);
    assert.equal(valueOf(metrics, 'plum_routes_database_waiting', { pool }), 0);
  }
});
