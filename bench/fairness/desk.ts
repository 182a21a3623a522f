import type { Attempt } from '../../src/routing/attempt.ts';
import type { Chain } from '../../src/routing/chain.ts';
import { eligibleLanes } from '../../src/routing/eligibility.ts';
import { endAttempt } from '../../src/routing/end.ts';
import type { Ending } from '../../src/routing/ending.ts';
import type { Lane, Ledger } from '../../src/routing/ledger.ts';
import { placeCall } from '../../src/routing/place.ts';

/** Where calls ask for a destination and say when they are over. The ledger is the simulation's. */
export interface Desk {
  /** Undefined when no destination is eligible. */
  place(ledger: Ledger, chain: Chain, nowMs: number): Attempt | undefined;
  end(ledger: Ledger, attempt: Attempt, ending: Ending, nowMs: number): void;
}

/** Ours: everything that a call meets in the product, by the rule of the ledger's group. */
export function ourDesk(): Desk {
  let attempts = 0;
  return {
    place(ledger, chain, nowMs) {
      const placement = placeCall(ledger, { attemptId: ++attempts, session: null, chain }, nowMs);
      return placement.kind === 'placed' ? placement.attempt : undefined;
    },
    end: endAttempt,
  };
}

/** Chooses one of the eligible lanes; `all` are the group's. */
export type Choose = (eligible: readonly Lane[], all: readonly Lane[]) => Lane;

/** A peer's: the rule chooses, and calls in progress are those that nobody has ended. */
export function deskOf(choose: Choose): Desk {
  let attempts = 0;
  return {
    place(ledger, { tried, number }, nowMs) {
      const eligible = eligibleLanes(ledger, tried, nowMs);
      if (eligible.length === 0) return undefined;
      const { destination, tally } = choose(eligible, ledger.lanes);
      tally.active += 1;
      tally.placed += 1;
      const { accountId, id: groupId, sessionTtlSeconds } = ledger.group;
      return {
        ...{
          id: ++attempts,
          accountId,
          groupId,
          destinationId: destination.id,
          session: null,
          number,
          tried,
        },
        ...{ openedAtMs: nowMs, expiresAtMs: nowMs + sessionTtlSeconds * 1000 },
      };
    },
    end(ledger, { destinationId }) {
      ledger.tallies.get(destinationId)!.active -= 1;
    },
  };
}
