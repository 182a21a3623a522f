import type { Attempt } from '../../src/routing/attempt.ts';
import { endAttempt } from '../../src/routing/end.ts';
import type { Ending } from '../../src/routing/ending.ts';
import type { HealthEvent } from '../../src/routing/health/health-event.ts';
import { type Ledger, openLedger } from '../../src/routing/ledger.ts';
import { placeCall, type Placement } from '../../src/routing/place.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import type { Tally } from '../../src/routing/tally.ts';
import { readTallies, writeTallies } from '../../src/switchboard/books/tallies-text.ts';
import { routeGroup } from './groups.ts';

/** One group without an engine around it: its clock is moved by hand, and what it reports is kept. */
export class PlayedGroup {
  ledger: Ledger;
  nowMs: number;
  readonly events: HealthEvent[] = [];
  #attempts = 0;

  constructor(fields: Partial<RouteGroup> = {}, startMs = Date.parse('2026-06-01T10:00Z')) {
    this.ledger = openLedger(routeGroup(fields));
    this.nowMs = startMs;
  }

  pass(seconds: number) {
    this.nowMs += seconds * 1000;
  }

  moveTo(text: string) {
    this.nowMs = Date.parse(text);
  }

  /** Makes a next version with these changes. */
  edit(changes: Partial<RouteGroup>) {
    const version = this.ledger.group.version + 1;
    this.ledger = openLedger({ ...this.ledger.group, ...changes, version }, this.ledger.tallies);
  }

  /** Goes on from what an engine stores. */
  restart() {
    this.ledger = openLedger(this.ledger.group, readTallies(writeTallies(this.ledger.tallies)));
  }

  ask(tried: readonly number[] = []): Placement {
    const chain = { tried, number: tried.length + 1 };
    const placement = placeCall(
      this.ledger,
      { attemptId: ++this.#attempts, session: null, chain },
      this.nowMs,
    );
    if (placement.kind === 'placed') this.events.push(...placement.events);
    return placement;
  }

  /** An attempt; there must be a destination for it. */
  place(tried: readonly number[] = []): Attempt {
    const placement = this.ask(tried);
    if (placement.kind === 'placed') return placement.attempt;
    throw new Error(`Refused: ${placement.reason}.`);
  }

  /** An attempt at exactly this destination: all others count as tried. */
  placeAt(id: number): Attempt {
    const others = this.ledger.group.destinations.map((each) => each.id).filter((each) => each !== id);
    return this.place(others);
  }

  end(attempt: Attempt, ending: Ending | Ending['reason'] = 'completed') {
    const how = typeof ending === 'string' ? { reason: ending } : ending;
    this.events.push(...endAttempt(this.ledger, attempt, how, this.nowMs));
  }

  tally(id: number): Tally {
    return this.ledger.tallies.get(id)!;
  }
}
