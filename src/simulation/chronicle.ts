import type { Attempt } from '../routing/attempt.ts';
import { type Limit, usedOf } from '../routing/caps/limits.ts';
import { examine } from '../routing/eligibility.ts';
import type { Lane, Ledger } from '../routing/ledger.ts';
import { stateOf } from '../routing/standing.ts';
import { HourBook, type State } from './hour-book.ts';
import type { SimulationEvent } from './simulation-event.ts';

/** What happened in a simulation, and how its hours were. */
export class Chronicle {
  readonly events: SimulationEvent[] = [];
  readonly hours: HourBook;
  /** In which state each lane was when it was last looked at. */
  #states: readonly State[];

  constructor(private readonly ledger: Ledger, startMs: number) {
    this.hours = new HourBook(ledger, startMs);
    this.#states = this.#statesAt(startMs);
  }

  /** Nothing changes for this long. */
  pass(durationMs: number) {
    this.hours.pass(this.#states, durationMs);
  }

  /** Looks at the destinations after something may have changed: who has opened, and who has closed? */
  look(nowMs: number) {
    const states = this.#statesAt(nowMs);
    for (const [index, state] of states.entries()) {
      const before = this.#states[index];
      if ((state === 'closed') === (before === 'closed')) continue;
      const destinationId = this.ledger.lanes[index].destination.id;
      this.events.push({ kind: state === 'closed' ? 'closed' : 'opened', atMs: nowMs, destinationId });
    }
    this.#states = states;
  }

  /** An attempt was placed: for which periods was it the last one? */
  place({ limits }: Lane, attempt: Attempt) {
    this.hours.place(attempt.destinationId);
    for (const limit of limits) this.#noteCap(limit, attempt);
  }

  #noteCap(limit: Limit, { destinationId, openedAtMs: atMs }: Attempt) {
    const { per, most: calls, shared = null, meters } = limit;
    if (per === undefined || usedOf(limit, atMs) !== calls) return;
    const { untilMs } = meters[0];
    this.events.push({ kind: 'cap_reached', atMs, destinationId, shared, per, calls, untilMs });
  }

  #statesAt(nowMs: number): State[] {
    examine(this.ledger, nowMs);
    return this.ledger.lanes.map((lane) => stateOf(lane));
  }
}
