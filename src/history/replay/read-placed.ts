import { type Kysely, sql } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import { minutesOf } from './read-requests.ts';

const DAY_MS = 86_400_000;

/** How many attempts each destination of a group got in a stretch of whole minutes, by its id. A day at a time. */
export async function readPlaced(
  db: Kysely<HistorySchema>,
  groupId: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlyMap<number, number>> {
  const placed = new Map<number, number>();
  for (let atMs = fromMs; atMs < toMs; atMs += DAY_MS) {
    const { rows } = await sql<{ destination_id: number | string; placed: number | string }>`
      ${minutesOf({ fromMs: atMs, toMs: Math.min(toMs, atMs + DAY_MS) })}
      SELECT destination_id, sum(placed) AS placed
      FROM span CROSS JOIN placed_minute
      WHERE placed_minute.minute = span.minute AND group_id = ${groupId}
      GROUP BY destination_id`.execute(db);
    for (const row of rows) {
      const id = Number(row.destination_id);
      placed.set(id, (placed.get(id) ?? 0) + Number(row.placed));
    }
  }
  return placed;
}
