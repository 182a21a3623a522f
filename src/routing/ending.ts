import type { EndReason } from './attempt.ts';
import type { Outcome } from './outcome.ts';

/** How an attempt ends. */
export interface Ending {
  readonly reason: EndReason;
  /** What was told of the call; undefined when nothing was. */
  readonly outcome?: Outcome;
}

/** What an ending says of the destination: it let the caller down, it did its part, or neither. */
export type Verdict = 'failed' | 'served' | 'neither';

const VERDICTS: Readonly<Record<Outcome, Verdict>> = {
  connected: 'served',
  busy: 'served',
  declined: 'served',
  no_answer: 'failed',
  failed: 'failed',
  caller_hung_up: 'neither',
};

/**
 * The verdict on a destination. An outcome is believed: busy and declined are answers of a destination that works, and
 * a caller who gives up is no fault of it. When nothing is told, asking for another destination says that this one
 * failed; completion says that it served, unless the call was suspiciously short (`isCutShort`).
 */
export function verdictOf({ reason, outcome }: Ending, isCutShort: boolean): Verdict {
  if (outcome !== undefined) return VERDICTS[outcome];
  if (reason === 'retried') return 'failed';
  if (reason === 'completed') return isCutShort ? 'failed' : 'served';
  return reason === 'held' ? 'served' : 'neither';
}

/** Whether the attempt was a call whose duration says something: completed, and not told to have come to nothing. */
export function wasCall({ reason, outcome }: Ending): boolean {
  return reason === 'completed' &&
    (outcome === undefined || outcome === 'connected' || outcome === 'caller_hung_up');
}

/** Whether no call came of an attempt: it freed its place long before one would have. */
export function cameToNothing({ reason, outcome }: Ending): boolean {
  if (reason === 'retried') return true;
  return outcome !== undefined && outcome !== 'connected' && outcome !== 'caller_hung_up';
}
