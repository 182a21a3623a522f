import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import {
  type ClusteredOptions,
  openClusteredSwitchboard,
} from '../../src/switchboard/clustered/clustered-switchboard.ts';
import type { Bench } from '../contract/switchboard-contract.ts';
import { emptyDatabase } from './postgres.ts';

const EXPIRY_TICK_MS = 5;

/** A clustered switchboard of one node, on a database of its own. */
export async function openClusteredBench(
  groups: readonly RouteGroup[],
  options: Partial<ClusteredOptions> = {},
): Promise<Bench> {
  const database = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const observer = new Client({ connectionString: database.url });
  await observer.connect();
  let nowMs = Date.UTC(2026, 0, 1);
  const open = (groups: readonly RouteGroup[]) =>
    openClusteredSwitchboard({
      url: database.url,
      dataDir,
      groups,
      log: silentLog,
      clock: () => nowMs,
      expiryTickMs: EXPIRY_TICK_MS,
      ...options,
    });
  const isAnyDue = async () =>
    (await observer.query('SELECT FROM attempt WHERE due_at_ms <= $1 LIMIT 1', [nowMs])).rowCount! > 0;
  let switchboard = await open(groups);
  return {
    get switchboard() {
      return switchboard;
    },
    async pass(seconds) {
      nowMs += seconds * 1000;
      while (await isAnyDue()) await delay(EXPIRY_TICK_MS);
    },
    async reopen(groups) {
      await switchboard.close();
      switchboard = await open(groups);
    },
    async close() {
      await switchboard.close();
      await observer.end();
      await database.drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
