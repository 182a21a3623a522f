import type { Attempt, EndReason } from '../../routing/attempt.ts';
import { type Continuation, continueChain } from '../../routing/chain.ts';
import { type Ledger, newTally, openLedger, type Tally } from '../../routing/ledger.ts';
import { endAttempt, placeCall, type Placement } from '../../routing/place.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { GroupSnapshot } from '../switchboard.ts';
import type { ChangeLog, GroupState } from './change-log.ts';
import { Entry } from './entry.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { SessionIndex } from './session-index.ts';

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
  readonly #routes = new Map<string, Ledger>();
  /** The group of every address, also of those that no longer route: what was placed there can be completed there. */
  readonly #addresses = new Map<string, number>();
  readonly #sessions = new SessionIndex();
  readonly #expiry: ExpiryQueue;
  #nextAttemptId: number;

  constructor(changes: ChangeLog, nowMs: number, nextAttemptId: number) {
    this.#changes = changes;
    this.#expiry = new ExpiryQueue(nowMs);
    this.#nextAttemptId = nextAttemptId;
  }

  /** Starts from what storage has of a group, before its attempts and its configuration. */
  restoreState(groupId: number, state: GroupState) {
    this.#states.set(groupId, state);
  }

  /** Takes an attempt back from storage. Attempts come in the order of their ids, after the states. */
  restoreAttempt(attempt: Attempt, open: boolean, dueMs: number) {
    const entry = new Entry(attempt, this.#tallyOf(attempt));
    entry.open = open;
    if (open) entry.tally.active += 1;
    const earlier = entry.session === null ? undefined : this.#sessions.find(entry.session, entry.accountId);
    if (earlier && !earlier.open) this.#expiry.remove(earlier);
    this.#keep(entry, dueMs);
  }

  configure(group: RouteGroup, nowMs: number) {
    this.remove(group.id);
    const ledger = openLedger(group, this.#stateOf(group.id, nowMs).tallies);
    this.#ledgers.set(group.id, ledger);
    const address = addressOf(group.accountId, group.key);
    this.#routes.set(address, ledger);
    this.#addresses.set(address, group.id);
  }

  remove(groupId: number) {
    const ledger = this.#ledgers.get(groupId);
    if (ledger === undefined) return;
    this.#routes.delete(addressOf(ledger.group.accountId, ledger.group.key));
    this.#ledgers.delete(groupId);
  }

  snapshot(groupId: number): GroupSnapshot | undefined {
    const ledger = this.#ledgers.get(groupId);
    if (ledger === undefined) return undefined;
    const destinations = ledger.lanes.map(({ destination: { id }, tally: { active, placed } }) => ({
      id,
      active,
      placed,
    }));
    const active = ledger.tallies.values().reduce((sum, tally) => sum + tally.active, 0);
    const { sinceMs } = this.#states.get(groupId)!;
    return { groupId, version: ledger.group.version, sinceMs, active, destinations };
  }

  route(accountId: number, key: string): Ledger | undefined {
    return this.#routes.get(addressOf(accountId, key));
  }

  /** The group that is or was at this address. */
  groupAt(accountId: number, key: string): number | undefined {
    return this.#addresses.get(addressOf(accountId, key));
  }

  place(ledger: Ledger, session: string | undefined, nowMs: number): Placement {
    const last = session === undefined ? undefined : this.#sessions.find(session, ledger.group.accountId);
    const { chain, ends } = this.#continue(last, ledger.group, nowMs);
    if (last && ends) this.#end(last, ends, nowMs);
    const call = { attemptId: this.#nextAttemptId, session: session ?? null, chain };
    const placement = placeCall(ledger, call, nowMs);
    if (placement.kind === 'placed') this.#open(placement.attempt, placement.lane.tally, ledger, last);
    else if (last) this.#awaitRetry(last, ledger.group, ends);
    return placement;
  }

  /** Ends the open attempts of a session; with a group, only one that is in it. Answers how many. */
  complete(session: string, groupId: number | undefined, nowMs: number): number {
    let completed = 0;
    for (const entry of this.#sessions.all(session)) {
      if (groupId !== undefined && entry.groupId !== groupId) continue;
      if (entry.open) {
        this.#end(entry, 'completed', nowMs);
        completed += 1;
      }
      this.#forget(entry);
    }
    return completed;
  }

  /** Ends attempts whose time has come. True when there may be more. */
  expire(nowMs: number): boolean {
    const due = this.#expiry.takeDue(nowMs, EXPIRY_SLICE);
    for (const entry of due) {
      if (entry.open) this.#end(entry, 'expired', nowMs);
      if (entry.session !== null) this.#sessions.delete(entry.session, entry);
    }
    return due.length === EXPIRY_SLICE;
  }

  #continue(last: Entry | undefined, group: RouteGroup, nowMs: number): Continuation {
    return continueChain(last && { attempt: last, open: last.open }, group, nowMs);
  }

  #open(attempt: Attempt, tally: Tally, ledger: Ledger, last: Entry | undefined) {
    this.#nextAttemptId += 1;
    if (last) this.#forget(last);
    this.#keep(new Entry(attempt, tally), attempt.expiresAtMs);
    this.#changes.opened(attempt);
    this.#changes.rebalanced(ledger.group.id, this.#states.get(ledger.group.id)!);
  }

  /** A retry that found nothing: the chain is remembered until its window closes. A refused new transfer leaves none. */
  #awaitRetry(last: Entry, group: RouteGroup, ends: EndReason | undefined) {
    if (ends === 'superseded') return this.#forget(last);
    if (ends !== 'retried') return;
    this.#expiry.remove(last);
    this.#expiry.add(last, last.openedAtMs + group.retryWindowSeconds * 1000);
  }

  #end(entry: Entry, reason: EndReason, nowMs: number) {
    entry.open = false;
    endAttempt(entry.tally);
    this.#changes.ended(entry.id, reason, nowMs);
  }

  #keep(entry: Entry, dueMs: number) {
    if (entry.session !== null) this.#sessions.set(entry.session, entry);
    this.#expiry.add(entry, dueMs);
  }

  #forget(entry: Entry) {
    this.#expiry.remove(entry);
    if (entry.session !== null) this.#sessions.delete(entry.session, entry);
  }

  #stateOf(groupId: number, nowMs: number): GroupState {
    let state = this.#states.get(groupId);
    if (state === undefined) this.#states.set(groupId, state = { tallies: new Map(), sinceMs: nowMs });
    return state;
  }

  #tallyOf({ groupId, destinationId, openedAtMs }: Attempt): Tally {
    const { tallies } = this.#stateOf(groupId, openedAtMs);
    let tally = tallies.get(destinationId);
    if (tally === undefined) tallies.set(destinationId, tally = newTally());
    return tally;
  }
}

function addressOf(accountId: number, key: string): string {
  return `${accountId}/${key}`;
}
