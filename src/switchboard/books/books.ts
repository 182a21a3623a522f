import type { Attempt, EndReason } from '../../routing/attempt.ts';
import { freePlace } from '../../routing/accounting/places.ts';
import { type Chain, type Continuation, continueChain, endsChain } from '../../routing/chain.ts';
import { decisionOf } from '../../routing/decision.ts';
import { writeDecision } from '../../routing/decision-text.ts';
import { endAttempt } from '../../routing/end.ts';
import type { Ending } from '../../routing/ending.ts';
import type { HealthEvent } from '../../routing/health/health-event.ts';
import { outlastsCompletion, reasonWhenDue } from '../../routing/holding.ts';
import { type Ledger, openLedger, retireDestinations } from '../../routing/ledger.ts';
import type { Outcome } from '../../routing/outcome.ts';
import { type Call, placeCall, type Placement, type Refused } from '../../routing/place.ts';
import { planOf } from '../../routing/plan.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { type Tally, tallyOf } from '../../routing/tally.ts';
import { type Happening, healthHappening } from '../happening.ts';
import type { AttemptReference, GroupSnapshot } from '../switchboard.ts';
import type { ChangeLog, GroupState } from './change-log.ts';
import { Entry } from './entry.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { narratePlacement, narrateRefusal } from './narrate.ts';
import { SessionIndex } from './session-index.ts';
import { activeIn, snapshotOf } from './snapshot-of.ts';

/** The last attempt of a session as storage has it, and when it is due to end, or to be forgotten when it has ended. */
export interface StoredAttempt {
  readonly attempt: Attempt;
  readonly open: boolean;
  readonly dueMs: number;
  /** What became of its call, if that was told. */
  readonly outcome?: Outcome | undefined;
}

/** How many due entries one look handles, so that no call waits behind a mass expiry. */
const EXPIRY_SLICE = 2000;

/**
 * Everything a running switchboard knows, in memory: ledgers, the sessions' last attempts, and when they are due.
 * Every method is one synchronous step; whatever changes is told to the change log.
 */
export class Books {
  readonly #changes: ChangeLog;
  /** Outlives a group's versions, and the group as long as it has calls in progress. */
  readonly #states = new Map<number, GroupState>();
  readonly #ledgers = new Map<number, Ledger>();
  /** The group that each address routes to. */
  readonly #routes = new Map<string, number>();
  /** The group of every address, also of those that no longer route: what was placed there can be completed there. */
  readonly #addresses = new Map<string, number>();
  readonly #sessions = new SessionIndex();
  readonly #expiry: ExpiryQueue;
  readonly #nextAttemptId: () => number;

  constructor(changes: ChangeLog, nextAttemptId: () => number, nowMs: number) {
    this.#changes = changes;
    this.#nextAttemptId = nextAttemptId;
    this.#expiry = new ExpiryQueue(nowMs);
  }

  /** Takes over what storage has of a group, in place of what was known of it. */
  loadState(groupId: number, state: GroupState) {
    this.#states.set(groupId, state);
    const ledger = this.#ledgers.get(groupId);
    if (ledger) this.#bind(ledger.group, state);
  }

  /** Takes over the last attempts that storage has of a session, one an account, in place of what was known of it. */
  loadSession(session: string, attempts: readonly StoredAttempt[]) {
    for (const entry of this.#sessions.all(session)) this.#drop(entry);
    for (const stored of attempts) this.#load(stored);
  }

  /** Takes an open attempt back that storage has and counts nowhere else. Attempts come in the order of their ids. */
  restoreOpen(attempt: Attempt) {
    tallyOf(this.#stateOf(attempt.groupId, attempt.openedAtMs).tallies, attempt.destinationId).active += 1;
    this.restoreLast({ attempt, open: true, dueMs: attempt.expiresAtMs });
  }

  /** Takes back the last attempt of a session. Attempts come in the order of their ids. */
  restoreLast(stored: StoredAttempt) {
    const { session, accountId } = stored.attempt;
    const earlier = session === null ? undefined : this.#sessions.find(session, accountId);
    if (earlier && !earlier.open) this.#expiry.remove(earlier);
    this.#load(stored);
  }

  configure(group: RouteGroup, nowMs: number) {
    this.remove(group.id);
    this.#bind(group, this.#stateOf(group.id, nowMs));
    const address = addressOf(group.accountId, group.key);
    this.#routes.set(address, group.id);
    this.#addresses.set(address, group.id);
  }

  remove(groupId: number) {
    const ledger = this.#ledgers.get(groupId);
    if (ledger === undefined) return;
    this.#routes.delete(addressOf(ledger.group.accountId, ledger.group.key));
    this.#ledgers.delete(groupId);
  }

  /** The live state of a group that is configured. */
  snapshot(groupId: number, nowMs: number): GroupSnapshot | undefined {
    const ledger = this.#ledgers.get(groupId);
    return ledger && snapshotOf(ledger, this.#states.get(groupId)!.sinceMs, nowMs);
  }

  /** A configured group by its id. */
  group(groupId: number): RouteGroup | undefined {
    return this.#ledgers.get(groupId)?.group;
  }

  /** The group that has this address. */
  route(accountId: number, key: string): RouteGroup | undefined {
    const groupId = this.#routes.get(addressOf(accountId, key));
    return groupId === undefined ? undefined : this.#ledgers.get(groupId)!.group;
  }

  /** The group that is or was at this address. */
  groupAt(accountId: number, key: string): number | undefined {
    return this.#addresses.get(addressOf(accountId, key));
  }

  /** A call for a group that has an address. `told` is what became of the session's last attempt. */
  place(groupId: number, session: string | undefined, told: Outcome | undefined, nowMs: number): Placement {
    const ledger = this.#ledgers.get(groupId)!;
    const last = session === undefined ? undefined : this.#sessions.find(session, ledger.group.accountId);
    const { chain, ends } = this.#continue(last, ledger.group, told, nowMs);
    if (last && ends) this.#end(last, { reason: ends, outcome: told }, nowMs);
    const call = { attemptId: this.#nextAttemptId(), session: session ?? null, chain };
    const placement = placeCall(ledger, call, nowMs);
    if (placement.kind === 'placed') {
      this.#open(ledger, placement, chain, last);
    } else {
      this.#refuse(ledger, placement, call, nowMs);
      if (last) this.#awaitRetry(last, ledger.group, ends);
    }
    return placement;
  }

  /** Where a call goes that was just placed, and where its session would be sent on retries, in order. */
  plan(placement: Placement, nowMs: number): string[] {
    if (placement.kind === 'refused') return [];
    const { attempt } = placement;
    return planOf(this.#ledgers.get(attempt.groupId)!, attempt, nowMs).map(({ uri }) => uri);
  }

  /** Ends the open attempts of a session; with a group, only one that is in it. Answers how many. */
  complete(session: string, groupId: number | undefined, told: Outcome | undefined, nowMs: number): number {
    let completed = 0;
    for (const entry of this.#sessions.all(session)) {
      if (groupId !== undefined && entry.groupId !== groupId) continue;
      if (this.#complete(entry, told, nowMs)) completed += 1;
    }
    return completed;
  }

  /** Ends attempts whose time has come. True when there may be more. */
  expire(nowMs: number): boolean {
    const due = this.#expiry.takeDue(nowMs, EXPIRY_SLICE);
    for (const entry of due) this.#expireEntry(entry, nowMs);
    return due.length === EXPIRY_SLICE;
  }

  /** Ends an attempt whose time has come in storage, whatever was known of it. */
  expireStored(stored: StoredAttempt, nowMs: number) {
    this.#expireEntry(this.#takeIn(stored), nowMs);
  }

  /** Ends those of these attempts of an account that are open, as somebody wants it. Answers how many. */
  release(accountId: number, attempts: readonly AttemptReference[], nowMs: number): number {
    let released = 0;
    for (const each of attempts) {
      const entry = this.#find(accountId, each);
      if (!entry?.open) continue;
      this.#release(entry, nowMs);
      released += 1;
    }
    return released;
  }

  /** Ends an attempt that is open in storage, as somebody wants it, whatever was known of it. */
  releaseStored(stored: StoredAttempt, nowMs: number) {
    this.#release(this.#takeIn(stored), nowMs);
  }

  /** Lets go of what is due without a word: storage knows better what becomes of it. True when there may be more. */
  dropDue(nowMs: number): boolean {
    const due = this.#expiry.takeDue(nowMs, EXPIRY_SLICE);
    for (const entry of due) this.#drop(entry);
    return due.length === EXPIRY_SLICE;
  }

  /** Lets go of the attempts that are due first when there are more than this many, without a word. */
  keepAtMost(count: number) {
    for (const entry of this.#expiry.takeEarliest(this.#expiry.size - count)) this.#drop(entry);
  }

  /** The tallies follow an edit when they have not yet. */
  #bind(group: RouteGroup, state: GroupState) {
    if (group.version > state.version) {
      retireDestinations(group, state.tallies);
      state.version = group.version;
      this.#changes.rebalanced(group.id, state);
    }
    this.#ledgers.set(group.id, openLedger(group, state.tallies));
  }

  #continue(
    last: Entry | undefined,
    group: RouteGroup,
    told: Outcome | undefined,
    nowMs: number,
  ): Continuation {
    if (last === undefined) return continueChain(undefined, group, nowMs);
    const { open, outcome } = last;
    return continueChain(
      outcome ? { attempt: last, open, outcome } : { attempt: last, open },
      group,
      nowMs,
      told,
    );
  }

  /** Whether an open attempt has ended. A terminal outcome is remembered, so that asking again is refused. */
  #complete(entry: Entry, told: Outcome | undefined, nowMs: number): boolean {
    const group = this.group(entry.groupId);
    if (outlastsCompletion(entry, group, told)) return false;
    const { open } = entry;
    if (open) this.#end(entry, { reason: 'completed', outcome: told }, nowMs);
    if (open && group && endsChain(told, group)) this.#remember(entry, group);
    else this.#forget(entry);
    return open;
  }

  #open(ledger: Ledger, placed: Placement & { kind: 'placed' }, chain: Chain, last: Entry | undefined) {
    const { attempt, lane } = placed;
    const state = this.#states.get(attempt.groupId)!;
    if (last) this.#forget(last);
    this.#keep(new Entry(attempt), attempt.expiresAtMs);
    this.#changes.opened({
      attempt,
      version: ledger.group.version,
      decision: writeDecision(decisionOf(ledger, placed, chain)),
      active: lane.tally.active,
      groupActive: activeIn(state),
    });
    this.#tell(narratePlacement(ledger, placed, state));
    this.#changes.rebalanced(attempt.groupId, state);
  }

  #refuse(ledger: Ledger, refused: Refused, { attemptId, session, chain }: Call, nowMs: number) {
    const { group } = ledger;
    const { reason, lastResort } = refused;
    this.#changes.refused({
      ...{ id: attemptId, accountId: group.accountId, groupId: group.id, session, number: chain.number },
      ...{ atMs: nowMs, reason, lastResort: lastResort !== null, version: group.version },
      decision: writeDecision(decisionOf(ledger, refused, chain)),
    });
    if (reason === 'exhausted') return;
    const state = this.#states.get(group.id)!;
    this.#tell(narrateRefusal(ledger, reason, state, nowMs));
    this.#changes.rebalanced(group.id, state);
  }

  #tell(happenings: readonly Happening[]) {
    if (happenings.length > 0) this.#changes.happened(happenings);
  }

  /** A retry that found nothing: the chain is remembered until its window closes. A refused new transfer leaves none. */
  #awaitRetry(last: Entry, group: RouteGroup, ends: EndReason | undefined) {
    if (ends === 'superseded') return this.#forget(last);
    if (ends === 'retried') this.#remember(last, group);
  }

  /** Until the retry window closes. */
  #remember(last: Entry, group: RouteGroup) {
    const untilMs = last.openedAtMs + group.retryWindowSeconds * 1000;
    this.#expiry.remove(last);
    this.#expiry.add(last, untilMs);
    this.#changes.remembered(last.id, untilMs);
  }

  #end(entry: Entry, ending: Ending, nowMs: number) {
    entry.open = false;
    entry.outcome = ending.outcome;
    const ledger = this.#ledgers.get(entry.groupId);
    if (ledger) this.#judged(ledger, endAttempt(ledger, entry, ending, nowMs));
    else this.#freeUnconfigured(entry, nowMs);
    this.#changes.ended({
      attempt: entry,
      atMs: nowMs,
      reason: ending.reason,
      outcome: ending.outcome ?? null,
    });
  }

  /** Its group is gone: nobody learns from the call. */
  #freeUnconfigured({ groupId, destinationId, openedAtMs }: Entry, nowMs: number) {
    freePlace(tallyOf(this.#stateOf(groupId, nowMs).tallies, destinationId), openedAtMs);
  }

  #judged({ group }: Ledger, events: readonly HealthEvent[]) {
    if (events.length === 0) return;
    this.#changes.happened(events.map((event) => healthHappening(group, event)));
    this.#changes.rebalanced(group.id, this.#states.get(group.id)!);
  }

  #expireEntry(entry: Entry, nowMs: number) {
    if (entry.open) this.#end(entry, { reason: reasonWhenDue(entry, this.group(entry.groupId)) }, nowMs);
    this.#forget(entry);
  }

  /** No retry follows: whoever asks again with its session begins a new transfer. */
  #release(entry: Entry, nowMs: number) {
    this.#end(entry, { reason: 'released' }, nowMs);
    this.#forget(entry);
  }

  /** Attempts without a session wait in the expiry queue alone, among those that are due in the same second. */
  #find(accountId: number, { id, session, expiresAtMs }: AttemptReference): Entry | undefined {
    const entry = session === null
      ? this.#expiry.find(id, expiresAtMs)
      : this.#sessions.find(session, accountId);
    return entry?.id === id && entry.accountId === accountId ? entry : undefined;
  }

  /** Takes over one attempt of storage, in place of what was known of its session in its account. */
  #takeIn(stored: StoredAttempt): Entry {
    const { session, accountId } = stored.attempt;
    const known = session === null ? undefined : this.#sessions.find(session, accountId);
    if (known) this.#drop(known);
    return this.#load(stored);
  }

  #load({ attempt, open, dueMs, outcome }: StoredAttempt): Entry {
    const entry = new Entry(attempt);
    entry.open = open;
    entry.outcome = outcome;
    this.#keep(entry, dueMs);
    return entry;
  }

  #keep(entry: Entry, dueMs: number) {
    if (entry.session !== null) this.#sessions.set(entry.session, entry);
    this.#expiry.add(entry, dueMs);
  }

  /** It is over, and no retry will ask for it. */
  #forget(entry: Entry) {
    this.#drop(entry);
    this.#changes.forgotten(entry.id);
  }

  #drop(entry: Entry) {
    this.#expiry.remove(entry);
    if (entry.session !== null) this.#sessions.delete(entry.session, entry);
  }

  #stateOf(groupId: number, nowMs: number): GroupState {
    let state = this.#states.get(groupId);
    if (state === undefined) {
      state = { tallies: new Map<number, Tally>(), sinceMs: nowMs, version: 0, trouble: undefined };
      this.#states.set(groupId, state);
    }
    return state;
  }
}

function addressOf(accountId: number, key: string): string {
  return `${accountId}/${key}`;
}
