import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { type SwitchboardObserver, unobserved } from '../../src/switchboard/observer.ts';
import type { Bench, OpenAttempt } from '../contract/switchboard-contract.ts';
import { everyEvent } from './every-event.ts';

const EXPIRY_TICK_MS = 5;

/** An embedded switchboard in a folder of its own. */
export async function openEmbeddedBench(
  groups: readonly RouteGroup[],
  observer: SwitchboardObserver = unobserved,
): Promise<Bench> {
  const dataDir = await Deno.makeTempDir();
  let nowMs = Date.UTC(2026, 0, 1);
  const open = (groups: readonly RouteGroup[]) =>
    openEmbeddedSwitchboard({
      dataDir,
      groups,
      log: silentLog,
      observer,
      clock: () => nowMs,
      expiryTickMs: EXPIRY_TICK_MS,
    });
  let switchboard = open(groups);
  return {
    get switchboard() {
      return switchboard;
    },
    async pass(seconds) {
      nowMs += seconds * 1000;
      await delay(5 * EXPIRY_TICK_MS);
    },
    async reopen(groups) {
      await switchboard.close();
      switchboard = open(groups);
    },
    openAttempts() {
      const db = new DatabaseSync(join(dataDir, SWITCHBOARD_FILE), { readOnly: true });
      const rows = db.prepare(
        `SELECT id, group_id AS "groupId", session, expires_at_ms AS "expiresAtMs" FROM attempt
           WHERE ended_at_ms IS NULL ORDER BY id`,
      ).all();
      db.close();
      return Promise.resolve(rows as unknown as OpenAttempt[]);
    },
    events: () => everyEvent(openSqliteReader<HistorySchema>(join(dataDir, SWITCHBOARD_FILE))),
    async close() {
      await switchboard.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
