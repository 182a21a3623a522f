import { type Kysely, sql } from 'kysely';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { HistorySchema } from '../history-schema.ts';
import type { RecordedPeriod, RecordedRequest } from './recorded-request.ts';

const MINUTE_MS = 60_000;

/** A chunk is read at a time: about as many rows as nobody else waits for. */
const ROWS = 2000;

/** Quiet times are passed in longer strides, so that an empty week costs few statements. */
const MOST_MINUTES = 240;

/**
 * The requests of a period in order of arrival, in chunks. The first ones, which came before it, are the attempts that
 * were still open when it began. Each statement reads some minutes and ends: nothing stays open between chunks.
 */
export async function* readRequests(
  db: Kysely<HistorySchema>,
  { groupId, fromMs, toMs, lookBackMs }: RecordedPeriod,
): AsyncGenerator<readonly RecordedRequest[]> {
  const before = (stretch: Stretch) => attemptsIn(db, groupId, stretch, fromMs);
  yield* inStrides({ fromMs: fromMs - lookBackMs, toMs: fromMs }, before);
  yield* inStrides({ fromMs, toMs }, async (stretch) => {
    const attempts = await attemptsIn(db, groupId, stretch);
    return [...attempts, ...await refusalsIn(db, groupId, stretch)].sort(byArrival);
  });
}

interface Stretch {
  readonly fromMs: number;
  /** Not in it. */
  readonly toMs: number;
}

/** Reads a stretch in parts that begin with whole minutes: longer ones after few rows, shorter ones after many. */
async function* inStrides(
  { fromMs, toMs }: Stretch,
  read: (part: Stretch) => Promise<RecordedRequest[]>,
): AsyncGenerator<readonly RecordedRequest[]> {
  let minutes = 1;
  for (let atMs = fromMs; atMs < toMs;) {
    const untilMs = Math.min(toMs, (Math.floor(atMs / MINUTE_MS) + minutes) * MINUTE_MS);
    const requests = await read({ fromMs: atMs, toMs: untilMs });
    if (requests.length > 0) yield requests;
    if (requests.length < ROWS / 2) minutes = Math.min(MOST_MINUTES, minutes * 2);
    else if (requests.length > ROWS) minutes = Math.max(1, Math.floor(minutes / 2));
    atMs = untilMs;
  }
}

function byArrival(one: RecordedRequest, other: RecordedRequest): number {
  return one.atMs - other.atMs || one.id - other.id;
}

/** PostgreSQL's wide integers are texts. */
type Integer = number | string;

interface AttemptRow {
  readonly id: Integer;
  readonly session: string | null;
  readonly number: number;
  readonly destination_id: Integer;
  readonly tried: string | null;
  readonly opened_at_ms: Integer;
  readonly expires_at_ms: Integer;
  readonly ended_at_ms: Integer | null;
  readonly end_reason: EndReason | null;
  readonly outcome: Outcome | null;
}

/**
 * The attempts that opened in a stretch; with `openAtMs` only those that were still open then. Both engines find a group's
 * by their index, whatever the other groups do: PostgreSQL by group and time, SQLite by minute and group, one minute
 * after the other (it takes a CROSS JOIN in the order in which it is written, and compares an indexed expression only
 * with what has no type of its own: hence the plus).
 */
async function attemptsIn(
  db: Kysely<HistorySchema>,
  groupId: number,
  { fromMs, toMs }: Stretch,
  openAtMs?: number,
): Promise<RecordedRequest[]> {
  const wasOpen = openAtMs === undefined
    ? sql``
    : sql`AND (ended_at_ms IS NULL OR ended_at_ms >= ${openAtMs})`;
  const { rows } = await sql<AttemptRow>`
    ${minutesOf({ fromMs, toMs })}
    SELECT id, session, number, destination_id, tried, opened_at_ms, expires_at_ms, ended_at_ms, end_reason, outcome
    FROM span CROSS JOIN attempt
    WHERE group_id = ${groupId} AND opened_at_ms / 60000 = +span.minute
      AND opened_at_ms >= ${fromMs} AND opened_at_ms < ${toMs} ${wasOpen}
    ORDER BY opened_at_ms, id`.execute(db);
  return rows.map(attemptOf);
}

interface RefusalRow {
  readonly id: Integer;
  readonly session: string | null;
  readonly number: number;
  readonly at_ms: Integer;
  readonly reason: Refusal;
  readonly last_resort: number;
}

async function refusalsIn(
  db: Kysely<HistorySchema>,
  groupId: number,
  { fromMs, toMs }: Stretch,
): Promise<RecordedRequest[]> {
  const { rows } = await sql<RefusalRow>`
    ${minutesOf({ fromMs, toMs })}
    SELECT id, session, number, at_ms, reason, last_resort
    FROM span CROSS JOIN refusal
    WHERE group_id = ${groupId} AND at_ms / 60000 = +span.minute
      AND at_ms >= ${fromMs} AND at_ms < ${toMs}
    ORDER BY at_ms, id`.execute(db);
  return rows.map((row) => ({
    kind: 'refused',
    id: Number(row.id),
    session: row.session,
    number: row.number,
    atMs: Number(row.at_ms),
    reason: row.reason,
    lastResort: row.last_resort === 1,
  }));
}

/** The minutes of a stretch, each a row of `span`. */
export function minutesOf({ fromMs, toMs }: Stretch) {
  const first = Math.floor(fromMs / MINUTE_MS);
  const last = Math.floor((toMs - 1) / MINUTE_MS);
  return sql`WITH RECURSIVE span (minute) AS (
      VALUES (CAST(${first} AS bigint)) UNION ALL SELECT minute + 1 FROM span WHERE minute < ${last}
    )`;
}

function attemptOf(row: AttemptRow): RecordedRequest {
  return {
    kind: 'placed',
    id: Number(row.id),
    session: row.session,
    number: row.number,
    atMs: Number(row.opened_at_ms),
    destinationId: Number(row.destination_id),
    tried: row.tried === null ? [] : JSON.parse(row.tried),
    expiresAtMs: Number(row.expires_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
    endReason: row.end_reason,
    outcome: row.outcome,
  };
}
