import type { Attempt } from './attempt.ts';
import { learn } from './accounting/experience.ts';
import { freePlace, keepGhost, placesDueMs } from './accounting/places.ts';
import { cameToNothing, type Ending, verdictOf } from './ending.ts';
import type { HealthEvent } from './health/health-event.ts';
import { judgeEnd } from './health/judge.ts';
import type { Lane, Ledger } from './ledger.ts';
import type { RouteGroup } from './route-group.ts';
import { settleAgainAt } from './settle.ts';
import { tallyOf } from './tally.ts';

/** What the end of an attempt needs to know of it. */
export type EndedAttempt = Pick<Attempt, 'id' | 'destinationId' | 'openedAtMs'>;

/**
 * Frees the place of an attempt and learns from how it ended. To be called once for each attempt. Answers what that
 * changes for the health of its destination.
 */
export function endAttempt(
  ledger: Ledger,
  attempt: EndedAttempt,
  ending: Ending,
  nowMs: number,
): readonly HealthEvent[] {
  const tally = tallyOf(ledger.tallies, attempt.destinationId);
  freePlace(tally, attempt.openedAtMs);
  const lane = ledger.lanes.find((each) => each.tally === tally);
  if (lane === undefined || !isAnyoneLearning(ledger.group)) return NONE;
  const isCutShort = learn(ledger, lane, ending, { openedAtMs: attempt.openedAtMs, nowMs });
  if (isCutShort || cameToNothing(ending)) haunt(ledger, lane, attempt);
  settleAgainAt(ledger, placesDueMs(tally));
  return judgeEnd(ledger, lane, attempt, verdictOf(ending, isCutShort), nowMs);
}

const NONE: readonly HealthEvent[] = [];

/** Whether anything looks at durations: the balance of calls in progress, or health. */
function isAnyoneLearning({ balance, health }: RouteGroup): boolean {
  return balance === 'active' || health.mode !== 'off';
}

function haunt(ledger: Ledger, { tally }: Lane, { openedAtMs }: EndedAttempt) {
  const { balance, holdSeconds } = ledger.group;
  if (balance !== 'active') return;
  keepGhost(tally, openedAtMs, holdSeconds ?? tally.experience?.usualSeconds ?? 0);
}
