import type { Attempt } from './attempt.ts';
import { continueChain } from './chain.ts';
import { endAttempt } from './end.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { placeCall } from './place.ts';
import type { Destination } from './route-group.ts';
import { copyOf } from './tally.ts';

/** The most destinations of a plan: nobody lets a caller wait for more, and each costs a decision. */
export const MOST_PLANNED = 8;

/**
 * The destinations that a session would be given if one after the other failed at this moment, beginning with that of
 * its attempt. For applications that would rather not ask again; nothing is booked. As long as nothing else happens,
 * asking again gives the very same.
 */
export function planOf(ledger: Ledger, attempt: Attempt, nowMs: number): Destination[] {
  const trial = copyOfLedger(ledger);
  const ids = [attempt.destinationId];
  for (let last: Attempt | undefined = attempt; last !== undefined && ids.length < MOST_PLANNED;) {
    last = nextOf(trial, last, nowMs);
    if (last !== undefined) ids.push(last.destinationId);
  }
  const { destinations } = ledger.group;
  return ids.map((id) => destinations.find((each) => each.id === id)).filter((each) => each !== undefined);
}

/** Where the session is sent after this attempt has failed; undefined when nowhere, or when that is no retry. */
function nextOf(trial: Ledger, last: Attempt, nowMs: number): Attempt | undefined {
  const { chain, ends } = continueChain({ attempt: last, open: true }, trial.group, nowMs);
  if (ends !== 'retried') return undefined;
  endAttempt(trial, last, { reason: ends }, nowMs);
  const placement = placeCall(trial, { attemptId: last.id, session: last.session, chain }, nowMs);
  return placement.kind === 'placed' ? placement.attempt : undefined;
}

function copyOfLedger({ group, tallies }: Ledger): Ledger {
  return openLedger(group, new Map([...tallies].map(([id, tally]) => [id, copyOf(tally)])));
}
