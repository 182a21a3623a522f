/** Until when what is old is deleted, in milliseconds of Unix time. */
export interface Retention {
  /** Attempts that ended before, and refusals. */
  readonly attemptsBeforeMs: number;
  /** Totals and events. */
  readonly totalsBeforeMs: number;
}

/** For how long history is kept. */
export interface HistoryTimes {
  readonly historyDays: number;
  readonly totalsDays: number;
}

const DAY_MS = 86_400_000;

export function retentionAt(nowMs: number, { historyDays, totalsDays }: HistoryTimes): Retention {
  return { attemptsBeforeMs: nowMs - historyDays * DAY_MS, totalsBeforeMs: nowMs - totalsDays * DAY_MS };
}
