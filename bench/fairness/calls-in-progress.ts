import type { Attempt } from '../../src/routing/attempt.ts';
import type { Chain } from '../../src/routing/chain.ts';
import { type Ledger, openLedger } from '../../src/routing/ledger.ts';
import type { GroupPolicies } from '../../src/routing/policies.ts';
import { Departures } from './departures.ts';
import type { Desk } from './desk.ts';
import type { Scene } from './gauges.ts';
import { groupOf } from './profiles.ts';
import { createRandom, exponential, normal, type Random } from './random.ts';
import type { Rule } from './rule.ts';

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
  /** The chance that nobody completes a session, by position; 0 by default. */
  readonly unreported?: readonly number[];
  readonly blackHole?: BlackHole;
  readonly policies?: Partial<GroupPolicies>;
}

/** A destination that drops every call. */
export interface BlackHole {
  readonly position: number;
  /** How long each call lasts. */
  readonly seconds: number;
  /** Whether the application then asks for another destination, or takes the call for a completed one. */
  readonly asksAgain: boolean;
}

/** What the observer sees: what held for so many seconds. */
export type Observe = (scene: Scene, seconds: number) => void;

/** How an attempt goes on: `over` when the call ends, `due` when the session is given up that nobody completes. */
interface Sequel {
  readonly kind: 'completed' | 'unreported' | 'retried' | 'due';
  readonly attempt: Attempt;
  /** What the call would last elsewhere, in seconds. */
  readonly duration: number;
}

const FIRST: Chain = { tried: [], number: 1 };

/**
 * Callers in front of one route group: Poisson arrivals, log-normal durations. A call's duration depends on the seed
 * and its number alone, so that every rule meets the same calls.
 *
 * It starts with as many calls in progress as a long past would have left (their remaining durations follow the
 * length-biased law), so that the load is stationary from the first second.
 */
export class CallsInProgress {
  #ledger: Ledger;
  #shares: readonly number[];
  #clock = 0;
  /** People who are talking, by position. */
  readonly #calls: number[];
  readonly #sequels = new Departures<Sequel>();
  readonly #random: Random;
  readonly #reports: Random;
  readonly #desk: Desk;

  constructor(rule: Rule, readonly traffic: Traffic, seed: number) {
    this.#random = createRandom(seed);
    this.#desk = rule.open(createRandom(seed + 1));
    this.#reports = createRandom(seed + 2);
    this.#shares = traffic.shares;
    this.#calls = traffic.shares.map(() => 0);
    this.#ledger = openLedger(this.#group());
    for (let call = 0; call < traffic.offered; call++) this.#place(this.#remainder());
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  get scene(): Scene {
    return { calls: this.#calls, shares: this.#shares };
  }

  /** The attempts made so far, by position. */
  get attempts(): number[] {
    return this.#ledger.lanes.map(({ tally }) => tally.placed);
  }

  /** The time since the start, in mean call lengths. */
  get clock(): number {
    return this.#clock / MEAN_SECONDS;
  }

  /** Gives the destinations new shares; calls in progress stay where they are. */
  reconfigure(shares: readonly number[]) {
    this.#shares = shares;
    this.#ledger = openLedger(this.#group(), this.#ledger.tallies);
  }

  /** Lets so many calls arrive, and end as they do. */
  run(calls: number, observe: Observe = () => {}) {
    for (let call = 0; call < calls; call++) {
      const arrival = this.#clock + (exponential(this.#random) * MEAN_SECONDS) / this.traffic.offered;
      while (this.#sequels.next <= arrival) {
        this.#moveTo(this.#sequels.next, observe);
        this.#proceed(this.#sequels.take());
      }
      this.#moveTo(arrival, observe);
      this.#place(this.#duration());
    }
  }

  #group() {
    return groupOf(this.#shares, this.traffic.policies, this.traffic.caps);
  }

  get #nowMs(): number {
    return Math.floor(this.#clock * 1000);
  }

  #place(duration: number, chain = FIRST) {
    const attempt = this.#desk.place(this.#ledger, chain, this.#nowMs);
    if (attempt === undefined) return;
    const at = attempt.destinationId - 1;
    this.#calls[at] += 1;
    const { blackHole, durationFactors } = this.traffic;
    if (blackHole?.position === at) {
      const kind = blackHole.asksAgain ? 'retried' : 'completed';
      this.#sequels.add(this.#clock + blackHole.seconds, { kind, attempt, duration });
    } else {
      const kind = this.#isReported(at) ? 'completed' : 'unreported';
      this.#sequels.add(this.#clock + duration * (durationFactors?.[at] ?? 1), { kind, attempt, duration });
    }
  }

  #isReported(at: number): boolean {
    const chance = this.traffic.unreported?.[at] ?? 0;
    return chance === 0 || this.#reports() >= chance;
  }

  #proceed({ kind, attempt, duration }: Sequel) {
    if (kind === 'due') return this.#desk.end(this.#ledger, attempt, { reason: 'expired' }, this.#nowMs);
    this.#calls[attempt.destinationId - 1] -= 1;
    if (kind === 'unreported') {
      const due = Math.max(this.#clock, attempt.expiresAtMs / 1000);
      return this.#sequels.add(due, { kind: 'due', attempt, duration });
    }
    this.#desk.end(this.#ledger, attempt, { reason: kind }, this.#nowMs);
    if (kind === 'retried') {
      this.#place(duration, { tried: [...attempt.tried, attempt.destinationId], number: attempt.number + 1 });
    }
  }

  #moveTo(time: number, observe: Observe) {
    observe(this.scene, time - this.#clock);
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
