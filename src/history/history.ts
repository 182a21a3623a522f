import type { Calls } from './calls/calls.ts';
import type { EventHistory } from './events/event-history.ts';
import type { LossFigures } from './leaks/loss-figures.ts';
import type { OpenSessions } from './sessions/open-sessions.ts';
import type { RecordedPeriod, RecordedRequest } from './replay/recorded-request.ts';

/**
 * What happened to calls, as it is told to people: read models beside the switchboard, which never wait for it and never
 * hold it up. Methods throw only when storage fails.
 */
export interface History {
  readonly calls: Calls;
  readonly sessions: OpenSessions;

  readonly losses: LossFigures;

  /** What happened by itself to destinations, groups and the service. */
  readonly events: EventHistory;

  /** How many calls a group placed lately; one that never placed any has zeros. */
  usage(groupId: number): Promise<GroupUsage>;

  /**
   * The requests that a group got in a period, in order of arrival and in chunks, each with what became of it. Before
   * them, the attempts that were still open when the period began. What is older than `HISTORY_DAYS` is not there.
   */
  replay(period: RecordedPeriod): AsyncIterable<readonly RecordedRequest[]>;

  /** How many attempts each destination of a group got in a stretch of whole minutes, by its id. */
  placed(groupId: number, fromMs: number, toMs: number): Promise<ReadonlyMap<number, number>>;

  close(): Promise<void>;
}

/** Calls placed, every further attempt of a call counted as one more. */
export interface GroupUsage {
  /** In this minute and the 59 before it. */
  readonly lastHour: number;
  /** In this minute and the 1439 before it. */
  readonly lastDay: number;
}
