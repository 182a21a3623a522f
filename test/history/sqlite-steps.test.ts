import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type CompiledQuery, Kysely } from 'kysely';
import { NodeSqliteDialect } from '../../src/directory/sqlite/node-sqlite-dialect.ts';
import { KyselyCalls } from '../../src/history/calls/kysely-calls.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { JournalStore } from '../../src/switchboard/embedded/journal-store.ts';

/** Every statement that finding calls takes, on a file that has one. */
async function statements(find: (calls: KyselyCalls) => Promise<unknown>): Promise<string[][]> {
  const dataDir = await Deno.makeTempDir();
  const file = join(dataDir, 'switchboard.db');
  new JournalStore({ file, sync: 'NORMAL', lockWaitMs: 0 }).close();
  const writer = new DatabaseSync(file);
  writer.exec(
    `INSERT INTO attempt VALUES (1, 1, 1, 1, 'a', 1, NULL, 60000, 90000, 1, '[[],[],0]', NULL, NULL, NULL, NULL);
    INSERT INTO placed_minute VALUES (1, 1, 1, 1, 0, 0, 1, 1)`,
  );
  const asked: CompiledQuery[] = [];
  const db = new Kysely<HistorySchema>({
    dialect: new NodeSqliteDialect(file),
    log: (event) => void asked.push(event.query),
  });
  await find(new KyselyCalls(db, () => 61_000));
  const plans = asked.map(({ sql, parameters }) =>
    writer.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters as SQLInputValue[]).map(({ detail }) =>
      String(detail)
    )
  );
  await db.destroy();
  writer.close();
  await Deno.remove(dataDir, { recursive: true });
  return plans;
}

/** A table that is read from one end to the other, or for which SQLite would first build an index. */
const reads = (plan: readonly string[]) =>
  plan.filter((step) =>
    /AUTOMATIC|BLOOM|^SCAN (attempt|refusal|\w+_minute)(?! USING INDEX \w+_of_group$)/.test(step)
  );

Deno.test('SQLite finds a call by its index, however many there are', async () => {
  const plans = await statements((calls) => calls.ofSession(1, 'a'));
  assert.equal(plans.length, 2);
  assert.deepEqual(plans.flatMap(reads), []);
  assert.ok(
    plans.flat().some((step) =>
      /SEARCH attempt USING INDEX attempt_of_session \(<expr>=\? AND session=\?\)/.test(step)
    ),
  );
});

Deno.test('SQLite finds the calls of a group by its index, however many there are', async () => {
  const plans = await statements((calls) => calls.ofGroup(1, { limit: 20, before: { atMs: 61_000, id: 9 } }));
  assert.ok(plans.length >= 4);
  assert.deepEqual(plans.flatMap(reads), []);
  assert.ok(
    plans.flat().some((step) =>
      /SEARCH attempt USING INDEX attempt_of_group \(<expr>=\? AND group_id=\? AND rowid<\?\)/.test(step)
    ),
    plans.flat().join('\n'),
  );
});
