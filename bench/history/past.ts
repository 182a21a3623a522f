/** A day of calls that a store is filled with, as SQL that both engines understand. Nothing in it is left to chance. */
export interface Past {
  readonly attempts: number;
  /** Their ids, and those of their destinations, are counted from 1. */
  readonly groups: number;
  /** When it ends; it began a day before. In milliseconds of Unix time. */
  readonly untilMs: number;
}

const DAY_MS = 86_400_000;
const DESTINATIONS = 4;

/** One request in so many gets nothing. */
export const CALLS_A_REFUSAL = 50;

/** How many attempts one transaction writes. */
const AT_ONCE = 500_000;

/** As long as those of groups of four destinations are. */
const DECISION =
  '[[[1,4000,118,1204511,0],[2,3000,88,-210455,0],[3,2000,59,-412001,0],[4,1000,30,-582055,0]],[],0]';

const ATTEMPT_COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms, version,
  decision, ended_at_ms, end_reason, outcome`;

const REFUSAL_COLUMNS =
  `id, account_id, group_id, session, number, at_ms, reason, last_resort, version, decision`;

/** What differs between the engines. */
export interface Words {
  /** A table of the whole numbers `i` from one up to, and without, another. */
  readonly numbers: (from: number, to: number) => string;
  /** `lengthBucketOf` a number of milliseconds. */
  readonly bucketOf: (length: string) => string;
}

/** The session of a call of the past, by its number from 0. */
export function sessionOf(call: number): string {
  return `bench;${call}`;
}

export function* statementsFor(past: Past, words: Words): Generator<string, void> {
  for (let from = 0; from < past.attempts; from += AT_ONCE) {
    yield insertAttempts(past, from, Math.min(past.attempts, from + AT_ONCE), words);
  }
  yield insertRefusals(past, words);
  yield* insertTotals(words);
}

/** Attempts with these numbers: each 20 to 420 s long, over the groups and their destinations by turns. */
function insertAttempts(past: Past, from: number, to: number, { numbers }: Words): string {
  const { groups, untilMs } = past;
  return `INSERT INTO attempt (${ATTEMPT_COLUMNS})
    SELECT i + 1, 1, grp, (grp - 1) * ${DESTINATIONS} + 1 + (i / ${groups}) % ${DESTINATIONS}, 'bench;' || i, 1, NULL,
      opened, opened + 7200000, 1, '${DECISION}',
      CASE WHEN opened + length < ${untilMs} THEN opened + length END,
      CASE WHEN opened + length < ${untilMs} THEN 'completed' END,
      CASE WHEN opened + length < ${untilMs} AND i % 2 = 0 THEN 'connected' END
    FROM (SELECT i, 1 + i % ${groups} AS grp, ${
    momentOf('i', past)
  } AS opened, 20000 + (i % 1000) * 400 AS length
      FROM (${numbers(from, to)}) AS number) AS call`;
}

/** Behind the attempts, so that their numbers differ. */
function insertRefusals(past: Past, { numbers }: Words): string {
  const { attempts, groups } = past;
  return `INSERT INTO refusal (${REFUSAL_COLUMNS})
    SELECT ${attempts} + i + 1, 1, 1 + i % ${groups}, 'refused;' || i, 1,
      ${momentOf(`(CAST(i AS bigint) * ${CALLS_A_REFUSAL})`, past)}, 'at_capacity', 0, 1, '[[],[],0]'
    FROM (${numbers(0, Math.floor(attempts / CALLS_A_REFUSAL))}) AS number`;
}

function momentOf(call: string, { attempts, untilMs }: Past): string {
  return `${untilMs - DAY_MS} + CAST(${call} AS bigint) * ${DAY_MS} / ${attempts}`;
}

/** The totals of all attempts, as the switchboard would have kept them. */
function insertTotals({ bucketOf }: Words): string[] {
  const length = '(ended_at_ms - opened_at_ms)';
  return [
    `INSERT INTO placed_minute (minute, group_id, destination_id, placed, retries, offset_ms, peak, group_peak)
      SELECT opened_at_ms / 60000, group_id, destination_id, count(*), 0, sum(opened_at_ms % 60000), 9, 30
      FROM attempt GROUP BY 1, 2, 3`,
    `INSERT INTO ended_minute (minute, group_id, destination_id, end_reason, outcome, ended, open_ms, offset_ms)
      SELECT ended_at_ms / 60000, group_id, destination_id, end_reason, coalesce(outcome, ''), count(*),
        sum(${length}), sum(ended_at_ms % 60000)
      FROM attempt WHERE ended_at_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5`,
    `INSERT INTO refused_minute (minute, group_id, reason, refused, last_resort)
      SELECT at_ms / 60000, group_id, reason, count(*), 0 FROM refusal GROUP BY 1, 2, 3`,
    `INSERT INTO call_length (quarter, group_id, destination_id, bucket, calls)
      SELECT ended_at_ms / 900000, group_id, destination_id,
        ${bucketOf(length)}, count(*)
      FROM attempt WHERE ended_at_ms IS NOT NULL GROUP BY 1, 2, 3, 4`,
  ];
}
