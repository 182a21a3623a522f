import type { Attempt, EndReason } from '../../routing/attempt.ts';
import { continueChain, type LastAttempt } from '../../routing/chain.ts';
import type { Refusal } from '../../routing/refusal.ts';
import { endAttempt } from '../../routing/end.ts';
import { type Lane, type Ledger, openLedger } from '../../routing/ledger.ts';
import { placeCall } from '../../routing/place.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { Agenda } from './agenda.ts';
import { type Fairness, FairnessGauge } from './fairness-gauge.ts';
import { Gauge } from './gauge.ts';
import { createRandom, type Random } from './random.ts';

/** The calls to simulate. */
export interface Load {
  /** Calls arrive by themselves, at random (a Poisson process), this many an hour on average. */
  readonly callsPerHour: number;
  /** How long a call lasts on average. */
  readonly meanSeconds: number;
  readonly hours: number;
  readonly seed: number;
  /** Percent of the calls whose application never completes the session. */
  readonly noCompletePercent: number;
  /** Percent of the attempts that fail, so that the application asks again. */
  readonly retryPercent: number;
  /** How long such an attempt lasts. */
  readonly retrySeconds: number;
}

/** What became of one destination; `lane` has its target and how many calls were placed. */
export interface Trace {
  readonly lane: Lane;
  /** Calls in progress as the switchboard counts them. */
  readonly active: Gauge;
  /** Calls that really go on: without completion, the switchboard counts on until it gives the session up. */
  readonly talking: Gauge;
}

export interface Simulation {
  readonly calls: number;
  /** In the group's order. */
  readonly destinations: readonly Trace[];
  readonly refused: ReadonlyMap<Refusal, number>;
  readonly fairness: Fairness;
}

/** The spread of calls' durations: the σ of their logarithm, as measured in call centres (BALANCING.md). */
const DURATION_SIGMA = 1.2;

const HOUR_MS = 3_600_000;

/** What the switchboard's own rules do with this load, starting empty. Deterministic. */
export function simulateGroup(group: RouteGroup, load: Load): Simulation {
  return new GroupSimulation(group, load).run();
}

class GroupSimulation {
  readonly #ledger: Ledger;
  readonly #agenda = new Agenda();
  readonly #traces: Map<number, Trace>;
  readonly #refused = new Map<Refusal, number>();
  readonly #fairness: FairnessGauge;
  readonly #arrivals: Random;
  readonly #durations: Random;
  readonly #completions: Random;
  readonly #failures: Random;
  #nowMs = 0;
  #calls = 0;
  #attempts = 0;

  constructor(private readonly group: RouteGroup, private readonly load: Load) {
    this.#ledger = openLedger(group);
    this.#fairness = new FairnessGauge(this.#ledger);
    this.#traces = new Map(
      this.#ledger.lanes.map((lane) => [
        lane.destination.id,
        { lane, active: new Gauge(), talking: new Gauge() },
      ]),
    );
    // A stream each: the same calls arrive and last as long, however often one of them is tried.
    [this.#arrivals, this.#durations, this.#completions, this.#failures] = [1, 2, 3, 4].map((stream) =>
      createRandom(load.seed, stream)
    );
  }

  run(): Simulation {
    const endMs = this.load.hours * HOUR_MS;
    this.#awaitCall();
    while (this.#agenda.nextMs < endMs) {
      this.#fairness.pass(this.#nowMs, this.#agenda.nextMs - this.#nowMs);
      this.#nowMs = this.#agenda.nextMs;
      this.#agenda.proceed();
    }
    this.#fairness.pass(this.#nowMs, endMs - this.#nowMs);
    return this.#result(endMs);
  }

  #result(endMs: number): Simulation {
    const destinations = [...this.#traces.values()];
    for (const { active, talking } of destinations) {
      active.close(endMs);
      talking.close(endMs);
    }
    return { calls: this.#calls, destinations, refused: this.#refused, fairness: this.#fairness.read() };
  }

  #awaitCall() {
    const waitMs = this.#arrivals.exponential(HOUR_MS / this.load.callsPerHour);
    this.#agenda.book(this.#nowMs + waitMs, () => {
      this.#calls += 1;
      const lastsMs = this.#durations.logNormal(this.load.meanSeconds * 1000, DURATION_SIGMA);
      const completes = this.#completions.next() * 100 >= this.load.noCompletePercent;
      this.#ask({ lastsMs, completes }, undefined);
      this.#awaitCall();
    });
  }

  /** An application asks for a destination, again if `last` is there. */
  #ask(call: SimulatedCall, last: LastAttempt | undefined) {
    const { chain, ends } = continueChain(last, this.group, this.#nowMs);
    if (last && ends) this.#end(last.attempt, ends);
    const request = { attemptId: ++this.#attempts, session: null, chain };
    const shares = this.#fairness.sharesOf(chain.tried, this.#nowMs);
    const placement = placeCall(this.#ledger, request, this.#nowMs);
    if (placement.kind === 'refused') {
      this.#refused.set(placement.reason, (this.#refused.get(placement.reason) ?? 0) + 1);
      return;
    }
    this.#fairness.place(placement.lane, shares);
    this.#trace(placement.attempt.destinationId).active.add(1, this.#nowMs);
    this.#follow(call, placement.attempt);
  }

  /** Books how an attempt goes on: it fails and the application asks again, or the call lasts as long as it lasts. */
  #follow(call: SimulatedCall, attempt: Attempt) {
    const fails = this.#failures.next() * 100 < this.load.retryPercent;
    const overMs = this.#nowMs + (fails ? this.load.retrySeconds * 1000 : call.lastsMs);
    const expires = overMs >= attempt.expiresAtMs || (!fails && !call.completes);
    if (expires) this.#agenda.book(attempt.expiresAtMs, () => this.#end(attempt, 'expired'));
    if (fails) return this.#agenda.book(overMs, () => this.#ask(call, { attempt, open: !expires }));
    this.#trace(attempt.destinationId).talking.add(1, this.#nowMs);
    this.#agenda.book(overMs, () => {
      this.#trace(attempt.destinationId).talking.add(-1, this.#nowMs);
      if (!expires) this.#end(attempt, 'completed');
    });
  }

  #end(attempt: Attempt, reason: EndReason) {
    endAttempt(this.#ledger, attempt, { reason }, this.#nowMs);
    this.#trace(attempt.destinationId).active.add(-1, this.#nowMs);
  }

  #trace(destinationId: number): Trace {
    return this.#traces.get(destinationId)!;
  }
}

interface SimulatedCall {
  readonly lastsMs: number;
  readonly completes: boolean;
}
