import { type Chain, isExhausted } from './chain.ts';
import { exclusionOf } from './eligibility.ts';
import { type Exclusion, momentOf } from './exclusion.ts';
import type { Lane, Ledger } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import type { Placement } from './place.ts';
import type { Period } from './policies.ts';
import { countedIn } from './tally.ts';

/** On what a call was decided, to be explained to people later. */
export interface Decision {
  /** The destinations that could have the call, the chosen one among them. */
  readonly candidates: readonly Candidate[];
  /** Those of the same tier and of better ones that could not, and why. */
  readonly excluded: readonly Excluded[];
  /** How many destinations more there were than are kept here. */
  readonly others: number;
  /** The outcome after which nothing else was tried; null when that was not the reason. */
  readonly endedBy: Outcome | null;
}

export interface Candidate {
  readonly destinationId: number;
  /** Its percent in basis points, less while it returns from an ejection. */
  readonly weight: number;
  /** Its calls in progress as the balance counted them, this one not included. */
  readonly counted: number;
  /** How much of a call it was owed, in micro-calls: the rule takes the most. */
  readonly deficit: number;
  /** The rule passed it over whatever it was owed: by its corridor, or for another one's deadline. */
  readonly heldBack: boolean;
}

export interface Excluded {
  readonly destinationId: number;
  readonly reason: Exclusion['reason'];
  /** When that was going to be over by itself; null at any moment, or never. */
  readonly untilMs: number | null;
  /** Over what the cap that was used up counts calls; null for every other reason. */
  readonly per: Period | null;
  /** The name of the cap that was used up, when destinations share it. */
  readonly shared: string | null;
}

/** So many candidates, and as many that were excluded, are kept: a record has to stay small. */
export const MOST_KEPT = 16;

/** What a placement was decided on. To be asked right after it, before anything else changes the ledger. */
export function decisionOf(ledger: Ledger, placement: Placement, chain: Chain): Decision {
  if (isExhausted(chain, ledger.group)) {
    return { candidates: [], excluded: [], others: 0, endedBy: chain.endedBy ?? null };
  }
  const candidates = placement.kind === 'placed' ? candidatesOf(placement) : [];
  const excluded = excludedOf(ledger, placement, chain.tried);
  const kept = { candidates: mostOwed(candidates), excluded: excluded.slice(0, MOST_KEPT) };
  const others = candidates.length + excluded.length - kept.candidates.length - kept.excluded.length;
  return { ...kept, others, endedBy: null };
}

function candidatesOf(
  { eligible, choice: { deficits, among }, lane: chosen }: Placement & { kind: 'placed' },
): Candidate[] {
  return eligible.map((lane, index) => ({
    destinationId: lane.destination.id,
    weight: lane.weight,
    counted: countedIn(lane.tally) - (lane === chosen ? 1 : 0),
    deficit: deficits[index],
    heldBack: among !== eligible && !among.includes(lane),
  }));
}

/** In the group's order as long as all are kept. */
function mostOwed(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= MOST_KEPT) return candidates;
  const byRule = (one: Candidate, other: Candidate) =>
    Number(one.heldBack) - Number(other.heldBack) || other.deficit - one.deficit;
  return candidates.toSorted(byRule).slice(0, MOST_KEPT);
}

function excludedOf({ tiers }: Ledger, placement: Placement, tried: readonly number[]): Excluded[] {
  const eligible = placement.kind === 'placed' ? placement.eligible : NO_LANES;
  const serving = tiers.findIndex((tier) => tier.includes(eligible[0]));
  const asked = serving === -1 ? tiers : tiers.slice(0, serving + 1);
  return asked.flatMap((tier) =>
    tier.length === eligible.length && tier[0] === eligible[0] ? [] : excludedIn(tier, eligible, tried)
  );
}

const NO_LANES: readonly Lane[] = [];

function excludedIn(tier: readonly Lane[], eligible: readonly Lane[], tried: readonly number[]): Excluded[] {
  return tier.filter((lane) => !eligible.includes(lane)).map((lane) => {
    const { reason, untilMs, per = null, shared = null } = exclusionOf(lane, tried)!;
    return { destinationId: lane.destination.id, reason, untilMs: momentOf(untilMs), per, shared };
  });
}
