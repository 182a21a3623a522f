import { wholeOf } from '../routing/credit.ts';
import { eligibleLanes, exclusionOf } from '../routing/eligibility.ts';
import type { Lane, Ledger } from '../routing/ledger.ts';

/** How many calls the destination furthest from its share was away from it. */
export interface Fairness {
  /** Over time for the rule `active`, over the calls for the rule `calls`. */
  readonly mean: number;
  readonly worst: number;
}

const NO_SHARES: ReadonlyMap<Lane, number> = new Map();

/**
 * Measures fairness by what the group promises, from the outside: `active` by the calls in progress at every moment,
 * `calls` by the calls placed so far. What a destination can't take is shared out among the others.
 */
export class FairnessGauge {
  /** What each lane should have had of the calls so far, minus what it had. */
  readonly #owed = new Map<Lane, number>();
  #sum = 0;
  #weight = 0;
  #worst = 0;

  readonly #countsPlaced: boolean;

  constructor(private readonly ledger: Ledger) {
    this.#countsPlaced = ledger.group.balance === 'calls';
  }

  /** What each lane should get of the next call of a session that has tried these destinations. */
  sharesOf(tried: readonly number[], nowMs: number): ReadonlyMap<Lane, number> {
    if (!this.#countsPlaced) return NO_SHARES;
    const lanes = eligibleLanes(this.ledger, tried, nowMs);
    const whole = wholeOf(lanes);
    return new Map(lanes.map((lane) => [lane, lane.destination.basisPoints / whole]));
  }

  /** A call was placed that should have been shared out like this. */
  place(chosen: Lane, shares: ReadonlyMap<Lane, number>) {
    if (!this.#countsPlaced) return;
    for (const [lane, share] of shares) this.#owed.set(lane, (this.#owed.get(lane) ?? 0) + share);
    this.#owed.set(chosen, this.#owed.get(chosen)! - 1);
    this.#note(Math.max(...[...this.#owed.values()].map(Math.abs)), 1);
  }

  /** Nothing changes from now on for this long. */
  pass(nowMs: number, durationMs: number) {
    if (!this.#countsPlaced) this.#note(this.#activeDeviation(nowMs), durationMs);
  }

  read(): Fairness {
    return { mean: this.#weight > 0 ? this.#sum / this.#weight : 0, worst: this.#worst };
  }

  #activeDeviation(nowMs: number): number {
    let most = 0;
    for (const [{ tally }, fair] of fairCounts(this.#servingTier(nowMs))) {
      most = Math.max(most, Math.abs(tally.active - fair));
    }
    return most;
  }

  /** The open lanes of the tier that would serve the next call, those at their cap included. */
  #servingTier(nowMs: number): readonly Lane[] {
    const [first] = eligibleLanes(this.ledger, [], nowMs);
    const tier = this.ledger.tiers.find((lanes) => lanes.includes(first)) ?? [];
    return tier.filter((lane) => ['full', undefined].includes(exclusionOf(lane, [])?.reason));
  }

  #note(deviation: number, weight: number) {
    this.#sum += deviation * weight;
    this.#weight += weight;
    this.#worst = Math.max(this.#worst, deviation);
  }
}

/** How many of their calls in progress each of these lanes should have: what a cap turns away is shared out again. */
function fairCounts(lanes: readonly Lane[]): Map<Lane, number> {
  const counts = new Map<Lane, number>();
  let calls = lanes.reduce((sum, { tally }) => sum + tally.active, 0);
  for (let rest = lanes; rest.length > 0; rest = rest.filter((lane) => !counts.has(lane))) {
    const whole = wholeOf(rest);
    const fair = rest.map((lane) => ({ lane, count: (calls * lane.destination.basisPoints) / whole }));
    const capped = fair.filter(({ lane, count }) => count >= (lane.destination.maxActive ?? Infinity));
    for (const { lane, count } of capped.length > 0 ? capped : fair) {
      counts.set(lane, Math.min(count, lane.destination.maxActive ?? Infinity));
    }
    calls -= capped.reduce((sum, { lane }) => sum + counts.get(lane)!, 0);
  }
  return counts;
}
