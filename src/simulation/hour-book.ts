import type { Ledger } from '../routing/ledger.ts';
import type { DestinationStanding } from '../routing/standing.ts';
import { HOUR_MS } from './scenario.ts';

export type State = DestinationStanding['state'];

/** One hour of a simulation; the last one may be shorter. */
export interface HourTrace {
  readonly fromMs: number;
  /** Calls that arrived. */
  calls: number;
  /** Requests that got no destination. */
  refused: number;
  /** In the group's order. */
  readonly destinations: readonly {
    placed: number;
    /** Calls in progress, summed up over its milliseconds. */
    activeMs: number;
    /** For how many milliseconds it was in each state. */
    readonly states: Map<State, number>;
  }[];
}

/** Keeps the hours of a simulation, counted from its start. */
export class HourBook {
  readonly hours: HourTrace[] = [];
  #present: HourTrace;

  constructor(private readonly ledger: Ledger, startMs: number) {
    this.#present = this.#open(startMs);
  }

  /** When the present hour ends. */
  get untilMs(): number {
    return this.#present.fromMs + HOUR_MS;
  }

  /** Opens the next hour when the present one is over. */
  turn(nowMs: number) {
    if (nowMs >= this.untilMs) this.#present = this.#open(this.untilMs);
  }

  /** Every destination, in the group's order, is in its state for this long; the present hour must last as long. */
  pass(states: readonly State[], durationMs: number) {
    for (const [index, state] of states.entries()) {
      const kept = this.#present.destinations[index];
      kept.states.set(state, (kept.states.get(state) ?? 0) + durationMs);
      kept.activeMs += this.ledger.lanes[index].tally.active * durationMs;
    }
  }

  arrive() {
    this.#present.calls += 1;
  }

  refuse() {
    this.#present.refused += 1;
  }

  place(destinationId: number) {
    const index = this.ledger.lanes.findIndex(({ destination }) => destination.id === destinationId);
    this.#present.destinations[index].placed += 1;
  }

  #open(fromMs: number): HourTrace {
    const destinations = this.ledger.lanes.map(() => ({
      placed: 0,
      activeMs: 0,
      states: new Map<State, number>(),
    }));
    const hour = { fromMs, calls: 0, refused: 0, destinations };
    this.hours.push(hour);
    return hour;
  }
}
