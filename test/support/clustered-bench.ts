import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import { type SwitchboardObserver, unobserved } from '../../src/switchboard/observer.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import type { Bench } from '../contract/switchboard-contract.ts';
import { everyEvent } from './every-event.ts';
import { emptyDatabase } from './postgres.ts';

const EXPIRY_TICK_MS = 5;

/** However busy the machine is, the database is not given up. */
const PATIENCE_MS = 60_000;

/** A clustered switchboard of one node, on a database of its own. */
export function openClusteredBench(
  groups: readonly RouteGroup[],
  observer: SwitchboardObserver = unobserved,
): Promise<ClusterBench> {
  return openClusterBench(groups, 1, observer);
}

/** Several nodes; `switchboard` is the first of them. */
export interface ClusterBench extends Bench {
  readonly nodes: readonly Switchboard[];
}

/** Some nodes on a database of their own. */
export async function openClusterBench(
  groups: readonly RouteGroup[],
  count: number,
  observer: SwitchboardObserver = unobserved,
): Promise<ClusterBench> {
  const database = await emptyDatabase();
  const folders = await Promise.all(Array.from({ length: count }, () => Deno.makeTempDir()));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  let nowMs = Date.UTC(2026, 0, 1);
  const open = (groups: readonly RouteGroup[]) =>
    Promise.all(folders.map((dataDir) =>
      openClusteredSwitchboard({
        url: database.url,
        dataDir,
        groups,
        log: silentLog,
        observer,
        clock: () => nowMs,
        expiryTickMs: EXPIRY_TICK_MS,
        patienceMs: PATIENCE_MS,
      })
    ));
  const close = () => Promise.all(nodes.map((node) => node.close()));
  const isAnyDue = async () =>
    (await client.query('SELECT FROM attempt WHERE due_at_ms <= $1 LIMIT 1', [nowMs])).rowCount! > 0;
  let nodes = await open(groups);
  return {
    get switchboard() {
      return nodes[0];
    },
    get nodes() {
      return nodes;
    },
    async pass(seconds) {
      nowMs += seconds * 1000;
      while (await isAnyDue()) await delay(EXPIRY_TICK_MS);
    },
    async reopen(groups) {
      await close();
      nodes = await open(groups);
    },
    async openAttempts() {
      const { rows } = await client.query(
        `SELECT id::float8, group_id::float8 AS "groupId", session, expires_at_ms::float8 AS "expiresAtMs" FROM attempt WHERE ended_at_ms IS NULL ORDER BY id`,
      );
      return rows;
    },
    events: () => everyEvent(openPostgres<HistorySchema>(database.url)),
    async close() {
      await close();
      await client.end();
      await database.drop();
      await Promise.all(folders.map((folder) => Deno.remove(folder, { recursive: true })));
    },
  };
}
