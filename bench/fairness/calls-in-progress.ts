import { eligibleLanes } from '../../src/routing/eligibility.ts';
import { type Ledger, openLedger } from '../../src/routing/ledger.ts';
import { Departures } from './departures.ts';
import { groupOf } from './profiles.ts';
import { createRandom, exponential, normal, type Random } from './random.ts';
import type { Choose, Rule } from './rule.ts';

/** The mean duration of a call, in seconds. */
const MEAN_SECONDS = 180;

/** Log-normal spread: most calls are short, a few last twenty times the mean. */
const SIGMA = 1.2;

export interface Traffic {
  readonly shares: readonly number[];
  /** The mean number of calls in progress that is offered. */
  readonly offered: number;
  /** How much longer than the mean a destination's calls last, by position; 1 by default. */
  readonly durationFactors?: readonly number[];
  /** The most calls in progress, by position. */
  readonly caps?: readonly (number | null)[];
}

/** What the observer sees: the state that held for so many seconds. */
export type Observe = (ledger: Ledger, seconds: number) => void;

/**
 * Callers in front of one route group: Poisson arrivals, log-normal durations. A call's duration depends on the seed
 * and its number alone, so that every rule meets the same calls.
 *
 * It starts with as many calls in progress as a long past would have left (their remaining durations follow the
 * length-biased law), so that the load is stationary from the first second.
 */
export class CallsInProgress {
  #ledger: Ledger;
  #clock = 0;
  readonly #departures = new Departures();
  readonly #random: Random;
  readonly #choose: Choose;

  constructor(rule: Rule, readonly traffic: Traffic, seed: number) {
    this.#random = createRandom(seed);
    this.#choose = rule.create(createRandom(seed + 1));
    this.#ledger = openLedger(groupOf(traffic.shares, traffic.caps));
    for (let call = 0; call < traffic.offered; call++) this.#place(this.#remainder());
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** The time since the start, in mean call lengths. */
  get clock(): number {
    return this.#clock / MEAN_SECONDS;
  }

  /** Gives the destinations new shares; calls in progress stay where they are. */
  reconfigure(shares: readonly number[]) {
    this.#ledger = openLedger(groupOf(shares, this.traffic.caps), this.#ledger.tallies);
  }

  /** Lets so many calls arrive, and end as they do. */
  run(calls: number, observe: Observe = () => {}) {
    for (let call = 0; call < calls; call++) {
      const arrival = this.#clock + (exponential(this.#random) * MEAN_SECONDS) / this.traffic.offered;
      while (this.#departures.next <= arrival) this.#end(observe);
      this.#moveTo(arrival, observe);
      this.#place(this.#duration());
    }
  }

  #place(duration: number) {
    const eligible = eligibleLanes(this.#ledger, [], this.#clock * 1000);
    if (eligible.length === 0) return;
    const { destination, tally } = this.#choose(eligible, this.#ledger.lanes);
    tally.active += 1;
    tally.placed += 1;
    const factor = this.traffic.durationFactors?.[destination.id - 1] ?? 1;
    this.#departures.add(this.#clock + duration * factor, destination.id - 1);
  }

  #end(observe: Observe) {
    this.#moveTo(this.#departures.next, observe);
    this.#ledger.lanes[this.#departures.take()].tally.active -= 1;
  }

  #moveTo(time: number, observe: Observe) {
    observe(this.#ledger, time - this.#clock);
    this.#clock = time;
  }

  #duration(): number {
    return MEAN_SECONDS * Math.exp(SIGMA * normal(this.#random) - SIGMA ** 2 / 2);
  }

  /** What is left of a call met at a random moment: an even part of a length-biased duration. */
  #remainder(): number {
    return this.#random() * this.#duration() * Math.exp(SIGMA ** 2);
  }
}
