import { freePlace, takePlace } from '../../routing/accounting/places.ts';
import type { Attempt, EndReason } from '../../routing/attempt.ts';
import { bookCredit, wholeOf } from '../../routing/credit.ts';
import type { Outcome } from '../../routing/outcome.ts';
import { openLedger } from '../../routing/ledger.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { type Tally, tallyOf } from '../../routing/tally.ts';
import type { RefusedCall } from '../books/change-log.ts';
import { activeIn } from '../books/snapshot-of.ts';
import { prolong, troubleBy } from '../books/trouble.ts';
import type { Happening } from '../happening.ts';
import type { Loaded } from './loaded.ts';
import { Changes, type EarlyCompletion, type Fate, type Opened, type SealedChanges } from './changes.ts';

/** An attempt that the database has, or has from now on, and that is not over. */
interface Known {
  readonly attempt: Attempt;
  open: boolean;
}

/**
 * Books what a node decided alone into what the others have done meanwhile. Its calls are where it sent them: nothing is
 * decided anew. Where both know something of a session, the later one holds.
 */
export class PlayedBooks {
  readonly #ledgers: Loaded['ledgers'];
  readonly #groupOf: (groupId: number) => RouteGroup | undefined;
  readonly #early: readonly EarlyCompletion[];
  readonly #changes = new Changes();
  readonly #known = new Map<number, Known>();
  readonly #last = new Map<string, Known>();

  constructor(
    { ledgers, attempts }: Loaded,
    early: readonly EarlyCompletion[],
    groupOf: (groupId: number) => RouteGroup | undefined,
  ) {
    this.#ledgers = ledgers;
    this.#early = early;
    this.#groupOf = groupOf;
    for (const { attempt, open } of attempts) this.#know(attempt, open);
  }

  play({ opened, fates, early, refused, happenings }: SealedChanges) {
    for (const fate of fates) this.#follow(fate);
    for (const each of opened) this.#open(each);
    for (const completion of early) this.#complete(completion);
    for (const call of refused) this.#refuse(call);
    for (const happening of happenings) this.#noteServing(happening);
    this.#changes.happened(happenings);
  }

  seal(): SealedChanges {
    return this.#changes.seal();
  }

  /** What is over already, by another node's doing, stays as it is. */
  #follow({ id, end, dueMs }: Fate) {
    const known = this.#known.get(id);
    if (known === undefined) return;
    if (known.open && end !== null) this.#end(known, end.reason, end.atMs, end.outcome);
    if (dueMs === null) this.#forget(known);
    else this.#changes.remembered(id, dueMs);
  }

  #open({ fate, ...opening }: Opened) {
    const { attempt } = opening;
    const tally = this.#tallyOf(attempt);
    takePlace(tally, attempt.openedAtMs);
    this.#book(attempt, tally);
    const later = this.#settleWithEarlier(attempt);
    const known = this.#know(attempt, true);
    this.#changes.opened({ ...opening, ...this.#activeAt(attempt, tally) });
    if (later) this.#over(known, 'superseded', later.attempt.openedAtMs);
    this.#follow(fate);
    const completion = this.#early.find((each) => ends(each, attempt));
    if (completion) this.#over(known, 'completed', completion.atMs, completion.outcome);
  }

  /** The session's earlier attempt ends when this one begins. Returns the session's attempt that is later, if one is. */
  #settleWithEarlier(attempt: Attempt): Known | undefined {
    const other = attempt.session === null ? undefined : this.#last.get(keyOf(attempt));
    if (other === undefined) return undefined;
    if (other.attempt.openedAtMs > attempt.openedAtMs) return other;
    this.#over(other, attempt.number > 1 ? 'retried' : 'superseded', attempt.openedAtMs);
  }

  #complete(completion: EarlyCompletion) {
    const ended = this.#last.values().filter(({ attempt }) => ends(completion, attempt)).toArray();
    for (const known of ended) this.#over(known, 'completed', completion.atMs, completion.outcome);
    if (ended.length === 0) this.#changes.completedEarly(completion);
  }

  /** What keeps the group from placing calls was told by the node; the others go on from there. */
  #refuse(call: RefusedCall) {
    this.#changes.refused(call);
    const { reason, groupId, atMs } = call;
    if (reason === 'exhausted') return;
    const { state } = this.#ledgers.get(groupId)!;
    if (state.trouble) prolong(state.trouble, atMs);
    else state.trouble = troubleBy(reason, atMs);
  }

  #noteServing({ kind, groupId }: Happening) {
    if (kind !== 'group.serving') return;
    const ledger = this.#ledgers.get(groupId!);
    if (ledger) ledger.state.trouble = undefined;
  }

  #over(known: Known, reason: EndReason, atMs: number, outcome: Outcome | null = null) {
    if (known.open) this.#end(known, reason, atMs, outcome);
    this.#forget(known);
  }

  #end(known: Known, reason: EndReason, atMs: number, outcome: Outcome | null) {
    known.open = false;
    freePlace(this.#tallyOf(known.attempt), known.attempt.openedAtMs);
    this.#changes.ended({ attempt: known.attempt, atMs, reason, outcome });
  }

  #forget(known: Known) {
    const { attempt } = known;
    if (this.#last.get(keyOf(attempt)) === known) this.#last.delete(keyOf(attempt));
    this.#known.delete(attempt.id);
    this.#changes.forgotten(attempt.id);
  }

  #know(attempt: Attempt, open: boolean): Known {
    const known = { attempt, open };
    this.#known.set(attempt.id, known);
    if (attempt.session !== null) this.#last.set(keyOf(attempt), known);
    return known;
  }

  /** The calls in progress as the nodes together see them. */
  #activeAt({ groupId }: Attempt, { active }: Tally): Pick<Opened, 'active' | 'groupActive'> {
    return { active, groupActive: activeIn(this.#ledgers.get(groupId)!.state) };
  }

  #tallyOf({ groupId, destinationId }: Attempt): Tally {
    return tallyOf(this.#ledgers.get(groupId)!.state.tallies, destinationId);
  }

  /** What the call's destination has got, the others are owed from now on. */
  #book({ groupId, destinationId }: Attempt, tally: Tally) {
    const group = this.#groupOf(groupId);
    if (group === undefined) return;
    const { lanes } = openLedger(group, this.#ledgers.get(groupId)!.state.tallies);
    const chosen = lanes.find(({ destination }) => destination.id === destinationId);
    if (chosen === undefined || chosen.tally !== tally) return;
    const sharing = lanes.filter(({ destination }) => destination.tier === chosen.destination.tier);
    bookCredit(sharing, wholeOf(sharing), chosen);
  }
}

/** By how much the clocks of two nodes may differ, for all that they go by the database's. */
const SKEW_MS = 1000;

function ends({ session, groupId, atMs }: EarlyCompletion, attempt: Attempt): boolean {
  return attempt.session === session && (groupId === null || attempt.groupId === groupId) &&
    attempt.openedAtMs <= atMs + SKEW_MS;
}

function keyOf({ accountId, session }: Attempt): string {
  return `${accountId}/${session}`;
}
