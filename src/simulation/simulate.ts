import type { Attempt, EndReason } from '../routing/attempt.ts';
import { continueChain, type LastAttempt } from '../routing/chain.ts';
import { endAttempt } from '../routing/end.ts';
import { outlastsCompletion, reasonWhenDue } from '../routing/holding.ts';
import { type Lane, type Ledger, openLedger } from '../routing/ledger.ts';
import type { Outcome } from '../routing/outcome.ts';
import { placeCall, type Refused } from '../routing/place.ts';
import type { Refusal } from '../routing/refusal.ts';
import { Agenda } from './agenda.ts';
import { nextArrivalMs } from './call-rate.ts';
import { Chronicle } from './chronicle.ts';
import { clockChanges } from './clock-changes.ts';
import { conductAt, conductUntilMs, isSameConduct } from './conduct.ts';
import { type Fairness, FairnessGauge } from './fairness-gauge.ts';
import { Gauge } from './gauge.ts';
import type { HourTrace } from './hour-book.ts';
import { createRandom, type Random } from './random.ts';
import type { Conduct, Scenario } from './scenario.ts';
import type { SimulationEvent } from './simulation-event.ts';

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
  /** How many of the refused were given the group's last resort. */
  readonly lastResorts: number;
  readonly fairness: Fairness;
  /** In the order in which they happened. */
  readonly events: readonly SimulationEvent[];
  readonly hours: readonly HourTrace[];
}

/** The spread of calls' durations: the σ of their logarithm, as measured in call centres (BALANCING.md). */
const DURATION_SIGMA = 1.2;

/** What the switchboard's own rules do in a scenario, starting empty. Deterministic. */
export function simulate(scenario: Scenario): Simulation {
  return new ScenarioRun(scenario).run();
}

class ScenarioRun {
  readonly #ledger: Ledger;
  readonly #agenda = new Agenda();
  readonly #traces: Map<number, Trace>;
  readonly #refused = new Map<Refusal, number>();
  readonly #fairness: FairnessGauge;
  readonly #chronicle: Chronicle;
  readonly #arrivals: Random;
  readonly #durations: Random;
  readonly #completions: Random;
  readonly #failures: Random;
  #nowMs: number;
  /** When the next call arrives, not rounded. */
  #arrivalMs: number;
  #calls = 0;
  #attempts = 0;
  #lastResorts = 0;

  constructor(private readonly scenario: Scenario) {
    const { group, seed, startMs } = scenario;
    this.#ledger = openLedger(group);
    this.#fairness = new FairnessGauge(this.#ledger);
    this.#chronicle = new Chronicle(this.#ledger, startMs);
    this.#traces = new Map(
      this.#ledger.lanes.map((lane) => [
        lane.destination.id,
        { lane, active: new Gauge(startMs), talking: new Gauge(startMs) },
      ]),
    );
    // A stream each: the same calls arrive and last as long, however often one of them is tried.
    [this.#arrivals, this.#durations, this.#completions, this.#failures] = [1, 2, 3, 4].map((stream) =>
      createRandom(seed, stream)
    );
    this.#nowMs = this.#arrivalMs = startMs;
  }

  run(): Simulation {
    const { endMs } = this.scenario;
    for (const change of clockChanges(this.scenario)) {
      this.#agenda.book(change.atMs, () => this.#chronicle.events.push(change));
    }
    for (const id of this.scenario.behaviours.keys()) this.#awaitBehaviour(id);
    this.#awaitCall();
    for (let nextMs = this.#nextMs(); nextMs < endMs; nextMs = this.#nextMs()) {
      this.#pass(nextMs);
      this.#chronicle.hours.turn(nextMs);
      if (this.#agenda.nextMs <= nextMs) this.#agenda.proceed();
      this.#chronicle.look(nextMs);
    }
    this.#pass(endMs);
    return this.#result();
  }

  /** When something happens or changes by the clock, or an hour is over. */
  #nextMs(): number {
    const { settledUntilMs } = this.#ledger;
    const changesMs = settledUntilMs > this.#nowMs ? settledUntilMs : Infinity;
    return Math.min(this.#agenda.nextMs, changesMs, this.#chronicle.hours.untilMs);
  }

  #pass(untilMs: number) {
    if (untilMs === this.#nowMs) return;
    this.#fairness.pass(this.#nowMs, untilMs - this.#nowMs);
    this.#chronicle.pass(untilMs - this.#nowMs);
    this.#nowMs = untilMs;
  }

  #result(): Simulation {
    const destinations = [...this.#traces.values()];
    for (const { active, talking } of destinations) {
      active.close(this.#nowMs);
      talking.close(this.#nowMs);
    }
    return {
      calls: this.#calls,
      destinations,
      refused: this.#refused,
      lastResorts: this.#lastResorts,
      fairness: this.#fairness.read(),
      events: this.#chronicle.events,
      hours: this.#chronicle.hours.hours,
    };
  }

  #awaitBehaviour(destinationId: number) {
    const behaviour = this.scenario.behaviours.get(destinationId)!;
    const changesMs = conductUntilMs(behaviour, this.#nowMs);
    if (changesMs >= this.scenario.endMs) return;
    const before = conductAt(behaviour, this.#nowMs);
    this.#agenda.book(changesMs, () => {
      const [conduct, atMs] = [conductAt(behaviour, this.#nowMs), this.#nowMs];
      if (!isSameConduct(before, conduct)) {
        this.#chronicle.events.push({ kind: 'behaviour_changed', atMs, destinationId, conduct });
      }
      this.#awaitBehaviour(destinationId);
    });
  }

  #awaitCall() {
    const { rates, endMs, meanSeconds, neverCompletedPercent } = this.scenario;
    this.#arrivalMs = nextArrivalMs(rates, this.#arrivals, { fromMs: this.#arrivalMs, endMs });
    this.#agenda.book(Math.floor(this.#arrivalMs), () => {
      this.#calls += 1;
      this.#chronicle.hours.arrive();
      const lastsMs = this.#durations.logNormal(meanSeconds * 1000, DURATION_SIGMA);
      const completes = this.#completions.next() * 100 >= neverCompletedPercent;
      this.#ask({ lastsMs, completes }, undefined);
      this.#awaitCall();
    });
  }

  /** An application asks for a destination, again if `last` is there, and then tells its outcome if there is one. */
  #ask(call: SimulatedCall, last: LastAttempt | undefined, told?: Outcome) {
    const { chain, ends } = continueChain(last, this.scenario.group, this.#nowMs, told);
    if (last && ends) this.#end(last.attempt, ends, told);
    const request = { attemptId: ++this.#attempts, session: null, chain };
    const shares = this.#fairness.sharesOf(chain.tried, this.#nowMs);
    const placement = placeCall(this.#ledger, request, this.#nowMs);
    if (placement.kind === 'refused') return this.#refuse(placement);
    const { lane, attempt, events } = placement;
    this.#fairness.place(lane, shares);
    this.#chronicle.events.push(...events);
    this.#chronicle.place(lane, attempt);
    this.#trace(attempt.destinationId).active.add(1, this.#nowMs);
    this.#follow(call, attempt);
  }

  #refuse({ reason, lastResort }: Refused) {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
    this.#chronicle.hours.refuse();
    if (lastResort !== null) this.#lastResorts += 1;
  }

  /** Books how an attempt goes on: it fails, or the call lasts as long as it lasts; and what nobody ends is due. */
  #follow(call: SimulatedCall, attempt: Attempt) {
    const conduct = conductAt(this.scenario.behaviours.get(attempt.destinationId), this.#nowMs);
    const fails = this.#failures.next() * 100 < conduct.failPercent;
    const lastsMs = fails ? conduct.afterSeconds * 1000 : call.lastsMs * conduct.durationFactor;
    const overMs = Math.floor(this.#nowMs + lastsMs);
    const outcome = fails ? conduct.outcome : undefined;
    const asksAgain = fails && isAskedAgain(conduct);
    const isEnded = overMs < attempt.expiresAtMs &&
      (asksAgain || (call.completes && !outlastsCompletion(attempt, this.scenario.group, outcome)));
    if (!isEnded) this.#awaitExpiry(attempt);
    if (asksAgain) {
      return this.#agenda.book(overMs, () => this.#ask(call, { attempt, open: isEnded }, outcome));
    }
    if (!fails) this.#talk(attempt, overMs);
    if (isEnded) this.#agenda.book(overMs, () => this.#end(attempt, 'completed', outcome));
  }

  #talk({ destinationId }: Attempt, overMs: number) {
    const { talking } = this.#trace(destinationId);
    talking.add(1, this.#nowMs);
    this.#agenda.book(overMs, () => talking.add(-1, this.#nowMs));
  }

  #awaitExpiry(attempt: Attempt) {
    this.#agenda.book(
      attempt.expiresAtMs,
      () => this.#end(attempt, reasonWhenDue(attempt, this.scenario.group)),
    );
  }

  #end(attempt: Attempt, reason: EndReason, outcome?: Outcome) {
    this.#chronicle.events.push(...endAttempt(this.#ledger, attempt, { reason, outcome }, this.#nowMs));
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

/** Whether an application asks for another destination after an attempt that failed: unless it thinks it did not. */
function isAskedAgain({ silent, outcome }: Conduct): boolean {
  return !silent && outcome !== 'caller_hung_up';
}
