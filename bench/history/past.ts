/** A day of calls that a store is filled with, as SQL that both engines understand. Nothing in it is left to chance. */
export interface Past {
  readonly attempts: number;
  readonly groups: number;
  /** When it ends; it began a day before. In milliseconds of Unix time. */
  readonly untilMs: number;
}

export const DAY_MS = 86_400_000;
export const DESTINATIONS = 4;

/** As long as those of groups of four destinations are. */
const DECISION =
  '[[[41,4000,118,1204511,0],[42,3000,88,-210455,0],[43,2000,59,-412001,0],[44,1000,30,-582055,0]],[],0]';

const COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms, version,
  decision, ended_at_ms, end_reason, outcome`;

/** What differs between the engines. */
export interface Words {
  /** A table `number` of the whole numbers from one up to, and without, another. */
  readonly numbers: (from: number, to: number) => string;
  /** `lengthBucketOf` a number of milliseconds. */
  readonly bucketOf: (length: string) => string;
}

/** Attempts with these numbers: each 20 to 420 s long, over the groups and their destinations by turns. */
export function insertAttempts(past: Past, from: number, to: number, { numbers }: Words): string {
  const { attempts, groups, untilMs } = past;
  const step = `CAST(i AS bigint) * ${DAY_MS} / ${attempts}`;
  return `INSERT INTO attempt (${COLUMNS})
    SELECT i + 1, 1, grp, grp * ${DESTINATIONS} + (i / ${groups}) % ${DESTINATIONS}, 'bench;' || i, 1, NULL, opened,
      opened + 7200000, 1, '${DECISION}',
      CASE WHEN opened + length < ${untilMs} THEN opened + length END,
      CASE WHEN opened + length < ${untilMs} THEN 'completed' END,
      CASE WHEN opened + length < ${untilMs} AND i % 2 = 0 THEN 'connected' END
    FROM (SELECT i, 1 + i % ${groups} AS grp, ${untilMs - DAY_MS} + ${step} AS opened,
        20000 + (i % 1000) * 400 AS length
      FROM (${numbers(from, to)}) AS number) AS call`;
}

/** The totals of all attempts, as the switchboard would have kept them. */
export function insertTotals({ bucketOf }: Words): string[] {
  const length = '(ended_at_ms - opened_at_ms)';
  return [
    `INSERT INTO placed_minute (minute, group_id, destination_id, placed, retries, offset_ms, peak, group_peak)
      SELECT opened_at_ms / 60000, group_id, destination_id, count(*), 0, sum(opened_at_ms % 60000), 9, 30
      FROM attempt GROUP BY 1, 2, 3`,
    `INSERT INTO ended_minute (minute, group_id, destination_id, end_reason, outcome, ended, open_ms, offset_ms)
      SELECT ended_at_ms / 60000, group_id, destination_id, end_reason, coalesce(outcome, ''), count(*),
        sum(${length}), sum(ended_at_ms % 60000)
      FROM attempt WHERE ended_at_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5`,
    `INSERT INTO call_length (quarter, group_id, destination_id, bucket, calls)
      SELECT ended_at_ms / 900000, group_id, destination_id,
        ${bucketOf(length)}, count(*)
      FROM attempt WHERE ended_at_ms IS NOT NULL GROUP BY 1, 2, 3, 4`,
    `INSERT INTO ledger (group_id, since_ms, version, tallies)
      SELECT group_id, 0, 1, '[]' FROM attempt WHERE true GROUP BY 1 ON CONFLICT DO NOTHING`,
  ];
}
