import type { LossFigures } from './leaks/loss-figures.ts';
import type { OpenSessions } from './sessions/open-sessions.ts';

/**
 * What happened to calls, as it is told to people: read models beside the switchboard, which never wait for it and never
 * hold it up. Methods throw only when storage fails.
 */
export interface History {
  readonly sessions: OpenSessions;

  readonly losses: LossFigures;

  /** How many calls a group placed lately; one that never placed any has zeros. */
  usage(groupId: number): Promise<GroupUsage>;

  close(): Promise<void>;
}

/** Calls placed, every further attempt of a call counted as one more. */
export interface GroupUsage {
  /** In this minute and the 59 before it. */
  readonly lastHour: number;
  /** In this minute and the 1439 before it. */
  readonly lastDay: number;
}
