import type { Refusal } from '../../routing/refusal.ts';
import { HOUR_MS } from '../scenario.ts';

/** Is told what happens in a replay, or what happened. Times never go back. */
export interface ReplayObserver {
  /** A call asks for the first time. */
  arrived(atMs: number): void;
  placed(destinationId: number, atMs: number): void;
  ended(destinationId: number, atMs: number): void;
  refused(reason: Refusal, lastResort: boolean, atMs: number): void;
}

/** What became of a period. Plain values, as they cross between threads. */
export interface PeriodFigures {
  /** How many calls arrived. */
  readonly calls: number;
  /** How many attempts were placed. */
  readonly placed: number;
  readonly active: Presence;
  readonly refused: ReadonlyMap<Refusal, number>;
  /** How many of the refused were given the group's last resort. */
  readonly lastResorts: number;
  /** By id. */
  readonly destinations: ReadonlyMap<number, DestinationFigures>;
}

export interface DestinationFigures {
  readonly placed: number;
  readonly active: Presence;
  /** The calls placed in each hour, counted from the beginning of the period. */
  readonly hourly: readonly number[];
}

/** Calls in progress over time. */
export interface Presence {
  readonly mean: number;
  readonly peak: number;
}

/** Figures of a period; what comes before it is only remembered as far as it goes on. */
export class PeriodBook implements ReplayObserver {
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #whole: PresenceGauge;
  readonly #destinations = new Map<number, { placed: number; active: PresenceGauge; hourly: number[] }>();
  readonly #refused = new Map<Refusal, number>();
  #calls = 0;
  #placed = 0;
  #lastResorts = 0;

  constructor(fromMs: number, toMs: number) {
    this.#fromMs = fromMs;
    this.#toMs = toMs;
    this.#whole = new PresenceGauge(fromMs);
  }

  arrived(atMs: number) {
    if (this.#isInPeriod(atMs)) this.#calls += 1;
  }

  placed(destinationId: number, atMs: number) {
    const destination = this.#destinationOf(destinationId);
    this.#whole.add(1, atMs);
    destination.active.add(1, atMs);
    if (!this.#isInPeriod(atMs)) return;
    this.#placed += 1;
    destination.placed += 1;
    destination.hourly[Math.floor((atMs - this.#fromMs) / HOUR_MS)] += 1;
  }

  ended(destinationId: number, atMs: number) {
    this.#whole.add(-1, atMs);
    this.#destinationOf(destinationId).active.add(-1, atMs);
  }

  refused(reason: Refusal, lastResort: boolean, atMs: number) {
    if (!this.#isInPeriod(atMs)) return;
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
    if (lastResort) this.#lastResorts += 1;
  }

  read(): PeriodFigures {
    const destinations = [...this.#destinations].map(([id, { placed, active, hourly }]) =>
      [id, { placed, active: active.read(this.#toMs), hourly }] as const
    );
    return {
      calls: this.#calls,
      placed: this.#placed,
      active: this.#whole.read(this.#toMs),
      refused: this.#refused,
      lastResorts: this.#lastResorts,
      destinations: new Map(destinations),
    };
  }

  #isInPeriod(atMs: number): boolean {
    return atMs >= this.#fromMs;
  }

  #destinationOf(id: number) {
    let destination = this.#destinations.get(id);
    if (destination === undefined) {
      const hours = Math.ceil((this.#toMs - this.#fromMs) / HOUR_MS);
      destination = {
        placed: 0,
        active: new PresenceGauge(this.#fromMs),
        hourly: new Array<number>(hours).fill(0),
      };
      this.#destinations.set(id, destination);
    }
    return destination;
  }
}

/** A count whose mean and peak matter from a moment on. */
class PresenceGauge {
  #count = 0;
  #peak = 0;
  #area = 0;
  #atMs: number;

  constructor(private readonly fromMs: number) {
    this.#atMs = fromMs;
  }

  add(difference: number, nowMs: number) {
    this.#pass(nowMs);
    this.#count += difference;
    this.#peak = nowMs < this.fromMs ? this.#count : Math.max(this.#peak, this.#count);
  }

  read(toMs: number): Presence {
    this.#pass(toMs);
    const passedMs = toMs - this.fromMs;
    return { mean: passedMs > 0 ? this.#area / passedMs : 0, peak: this.#peak };
  }

  #pass(nowMs: number) {
    if (nowMs <= this.#atMs) return;
    this.#area += this.#count * (nowMs - this.#atMs);
    this.#atMs = nowMs;
  }
}
