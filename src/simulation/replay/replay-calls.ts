import type { Attempt, EndReason } from '../../routing/attempt.ts';
import { type Continuation, continueChain, endsChain } from '../../routing/chain.ts';
import { endAttempt } from '../../routing/end.ts';
import { outlastsCompletion, reasonWhenDue } from '../../routing/holding.ts';
import { type Ledger, openLedger } from '../../routing/ledger.ts';
import type { Outcome } from '../../routing/outcome.ts';
import { placeCall } from '../../routing/place.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { tallyOf } from '../../routing/tally.ts';
import { Agenda } from '../agenda.ts';
import type { ReplayObserver } from './period-book.ts';
import { countBefore, type PlacedBefore } from './placed-before.ts';
import type { PlacedTry, RecordedCall } from './recorded-calls.ts';

/** What is replayed, and under which settings. */
export interface Replay {
  readonly group: RouteGroup;
  /** In order of arrival; those from before `startMs` are then in progress, where they were. */
  readonly calls: readonly RecordedCall[];
  readonly startMs: number;
  /** Nothing happens from then on. */
  readonly endMs: number;
  /** How long a call lasts that was refused then and is placed now; undefined: until it expires. */
  readonly usualMs: number | undefined;
  readonly placedBefore: PlacedBefore;
}

/** Lets recorded calls happen again under the settings of a group, by the switchboard's own rules. Deterministic. */
export function replayCalls(replay: Replay, observer: ReplayObserver) {
  new ReplayRun(replay, observer).run();
}

/** The last attempt of a session, as the switchboard remembers it, and the request of its call that it was. */
interface Seat {
  readonly call: RecordedCall;
  readonly index: number;
  readonly attempt: Attempt;
  open: boolean;
  outcome: Outcome | undefined;
}

/**
 * Its sessions go the ways of the switchboard's own (`switchboard/books`), and its ledger sees the same steps at the same
 * times: whatever is decided, the rules decide.
 */
class ReplayRun {
  readonly #ledger: Ledger;
  readonly #agenda = new Agenda();
  readonly #seats = new Map<string, Seat>();
  #attempts = 0;
  #nowMs: number;

  constructor(private readonly replay: Replay, private readonly observer: ReplayObserver) {
    this.#ledger = openLedger(replay.group);
    this.#nowMs = replay.startMs;
  }

  /** What ends at the very moment at which a call arrives has ended before. */
  run() {
    const { calls, startMs, endMs, placedBefore } = this.replay;
    countBefore(this.#ledger, startMs, placedBefore);
    for (const call of calls) {
      if (call.arrivesMs < startMs) this.#resume(call);
      else if (call.arrivesMs < endMs) this.#arrive(call);
    }
    this.#proceedUntil(endMs - 1);
  }

  #proceedUntil(atMs: number) {
    while (this.#agenda.nextMs <= atMs) {
      this.#nowMs = this.#agenda.nextMs;
      this.#agenda.proceed();
    }
  }

  /** A call is in progress where it was. What became of its attempt is yet to come. */
  #resume(call: RecordedCall) {
    const { session, arrivesMs, tries: [{ placed }] } = call;
    if (placed === undefined) return;
    const { destinationId, number, tried, spanMs } = placed;
    const { id: groupId, accountId } = this.replay.group;
    tallyOf(this.#ledger.tallies, destinationId).active += 1;
    this.#open(call, 0, {
      ...{ id: ++this.#attempts, accountId, groupId, destinationId, session, number, tried },
      ...{ openedAtMs: arrivesMs, expiresAtMs: arrivesMs + spanMs },
    });
  }

  #arrive(call: RecordedCall) {
    const { session, arrivesMs, isAnew } = call;
    this.#proceedUntil(arrivesMs);
    this.#nowMs = arrivesMs;
    this.observer.arrived(arrivesMs);
    if (isAnew && !this.#seats.get(session!)?.open) this.#seats.delete(session!);
    this.#ask(call, 0);
  }

  #ask(call: RecordedCall, index: number) {
    const last = call.session === null ? undefined : this.#seats.get(call.session);
    const { chain, ends } = this.#continue(call, index, last);
    if (last && ends) this.#end(last, ends, toldOf(last));
    const request = { attemptId: ++this.#attempts, session: call.session, chain };
    const placement = placeCall(this.#ledger, request, this.#nowMs);
    if (placement.kind === 'placed') return this.#open(call, index, placement.attempt);
    this.observer.refused(placement.reason, placement.lastResort !== null, this.#nowMs);
    const wasRefused = call.tries[index].placed === undefined;
    if (wasRefused) this.#awaitNext(call, index, this.#nowMs);
  }

  /** A call whose beginning is not there goes on from what was recorded of it. */
  #continue(call: RecordedCall, index: number, last: Seat | undefined): Continuation {
    const { placed } = call.tries[index];
    if (last === undefined && index === 0 && placed !== undefined && placed.number > 1) {
      return { chain: { tried: placed.tried, number: placed.number }, ends: undefined };
    }
    return continueChain(last, this.replay.group, this.#nowMs, last && toldOf(last));
  }

  /** Books how an attempt goes on: as it did then. Who was refused then is served as calls usually were. */
  #open(call: RecordedCall, index: number, attempt: Attempt) {
    const seat = { call, index, attempt, open: true, outcome: undefined };
    if (call.session !== null) this.#seats.set(call.session, seat);
    this.observer.placed(attempt.destinationId, attempt.openedAtMs);
    const { placed } = call.tries[index];
    if (placed === undefined) return this.#serveAsUsual(seat);
    this.#bookEnd(seat, placed);
    this.#awaitNext(call, index, attempt.openedAtMs);
  }

  #serveAsUsual(seat: Seat) {
    const { attempt: { openedAtMs, expiresAtMs } } = seat;
    const { usualMs } = this.replay;
    if (usualMs === undefined || openedAtMs + usualMs >= expiresAtMs) this.#bookDue(seat, 0);
    else this.#serve(seat, usualMs);
  }

  #bookEnd(seat: Seat, { spanMs, end, outcome }: PlacedTry) {
    const { openedAtMs, expiresAtMs } = seat.attempt;
    const isShorter = expiresAtMs - openedAtMs < spanMs;
    if (end === undefined) {
      if (isShorter) this.#bookDue(seat, 0);
    } else if (end.reason === 'expired' || (end.reason === 'held' && this.#holds(seat))) {
      // The switchboard looks for what is due now and then: it ends a little later, as it did.
      this.#bookDue(seat, end.afterMs === Infinity ? 0 : end.afterMs - spanMs);
    } else if (isShorter && openedAtMs + end.afterMs >= expiresAtMs) {
      this.#bookDue(seat, 0);
    } else if (end.reason === 'completed' || end.reason === 'held') {
      this.#serve(seat, end.afterMs, outcome);
    } else {
      const { reason } = end;
      this.#book(seat, openedAtMs + end.afterMs, () => {
        this.#end(seat, reason, outcome);
        if (reason !== 'retried') this.#forget(seat);
      });
    }
  }

  /** Its application completes it after so long, for as far as that ends it. */
  #serve(seat: Seat, lastsMs: number, outcome?: Outcome) {
    const { group } = this.replay;
    if (outlastsCompletion(seat.attempt, group, outcome)) return this.#bookDue(seat, 0);
    this.#book(seat, seat.attempt.openedAtMs + lastsMs, () => {
      this.#end(seat, 'completed', outcome);
      if (!endsChain(outcome, group)) this.#forget(seat);
    });
  }

  #bookDue(seat: Seat, lateMs: number) {
    this.#book(seat, seat.attempt.expiresAtMs + lateMs, () => {
      this.#end(seat, reasonWhenDue(seat.attempt, this.replay.group));
      this.#forget(seat);
    });
  }

  /** Unless it has ended before. */
  #book(seat: Seat, atMs: number, end: () => void) {
    this.#agenda.book(Math.max(this.#nowMs, atMs), () => {
      if (seat.open) end();
    });
  }

  /** The call asks again when it did, unless its session has called anew meanwhile. */
  #awaitNext(call: RecordedCall, index: number, sinceMs: number) {
    const { asksAfterMs } = call.tries[index];
    if (asksAfterMs === undefined) return;
    this.#agenda.book(sinceMs + asksAfterMs, () => {
      const last = this.#seats.get(call.session!);
      if (last === undefined || last.call.arrivesMs <= call.arrivesMs) this.#ask(call, index + 1);
    });
  }

  #holds({ attempt }: Seat): boolean {
    return reasonWhenDue(attempt, this.replay.group) === 'held';
  }

  #end(seat: Seat, reason: EndReason, outcome?: Outcome) {
    seat.open = false;
    seat.outcome = outcome;
    endAttempt(this.#ledger, seat.attempt, { reason, outcome }, this.#nowMs);
    this.observer.ended(seat.attempt.destinationId, this.#nowMs);
  }

  #forget({ call: { session }, attempt }: Seat) {
    if (session !== null && this.#seats.get(session)?.attempt === attempt) this.#seats.delete(session);
  }
}

/** What the next request of a session tells of its last attempt. */
function toldOf({ call, index }: Seat): Outcome | undefined {
  const { placed } = call.tries[index];
  return placed?.end === undefined ? placed?.outcome : undefined;
}
