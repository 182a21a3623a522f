import { chooseActive } from './balance-active.ts';
import { chooseCalls } from './balance-calls.ts';
import { type Chain, isExhausted } from './chain.ts';
import { exclusionOf } from './eligibility.ts';
import type { Lane, Ledger } from './ledger.ts';

/** The most retries that are planned: nobody lets a caller wait for more, and each costs a decision. */
export const MOST_PLANNED = 8;

/**
 * Where a session would be sent next, were it to ask again at once, and so on: destination strings in the order of those
 * retries. `chain` ends with the attempt that was just placed. Books nothing: the ledger, which is settled, stays as it is.
 */
export function planRetries(ledger: Ledger, chain: Chain): string[] {
  const tiers = ledger.tiers.map((tier) => tier.map(copyOf));
  const tried = [...chain.tried];
  const plan: string[] = [];
  while (plan.length < MOST_PLANNED && !isExhausted({ tried, number: tried.length + 1 }, ledger.group)) {
    const lane = nextOf(tiers, tried, ledger);
    if (lane === undefined) break;
    plan.push(lane.destination.uri);
    tried.push(lane.destination.id);
  }
  return plan;
}

function nextOf(
  tiers: readonly (readonly Lane[])[],
  tried: readonly number[],
  { group }: Ledger,
): Lane | undefined {
  for (const tier of tiers) {
    const eligible = tier.filter((lane) => exclusionOf(lane, tried) === undefined);
    if (eligible.length > 0) {
      return group.balance === 'active' ? chooseActive(eligible) : chooseCalls(eligible);
    }
  }
  return undefined;
}

/** The rules book what they choose: on a copy. */
function copyOf(lane: Lane): Lane {
  return { ...lane, tally: { ...lane.tally } };
}
