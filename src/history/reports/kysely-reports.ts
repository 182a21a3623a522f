import type { Kysely } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import { CallsInProgress } from './calls-in-progress.ts';
import { destinationIn, endingsIn, noGroupFigures, refusalsIn } from './figures.ts';
import { cutUp, mostMinutesOf, type Stretch, stretchesOf } from './reading-plan.ts';
import type {
  AttemptRecord,
  DestinationFigures,
  GroupFigures,
  Piece,
  ReportQuestion,
  Reports,
  Span,
} from './reports.ts';
import { type EndedSums, type PlacedSums, ReportStatements } from './report-statements.ts';

const MINUTE_MS = 60_000;

/** What happens is written at once, or as soon as storage takes it: so much later a minute is complete. */
const WRITTEN_MS = 2000;

/** How many attempts are read at a time. */
const PAGE = 2000;

/** Of a group that has few calls, the minutes between two of them are looked at one by one. */
const MINUTES_OF_DAY = 1440;

/** Reports over the switchboard's own tables, in SQLite or PostgreSQL. */
export class KyselyReports implements Reports {
  readonly #statements: ReportStatements;
  readonly #now: () => number;

  constructor(db: Kysely<HistorySchema>, now: () => number) {
    this.#statements = new ReportStatements(db);
    this.#now = now;
  }

  completeUntil(): number {
    return Math.floor((this.#now() - WRITTEN_MS) / MINUTE_MS);
  }

  /**
   * Goes back in time: the calls in progress are known now, and at each earlier moment from what was placed and ended
   * since. Every statement sees the database at one moment; minutes that are complete change no more between two.
   */
  async *pieces({ groupIds, spans }: ReportQuestion): AsyncGenerator<Piece, void> {
    if (groupIds.length === 0 || spans.length === 0) return;
    const readsAll = await this.#statements.readsAll(groupIds);
    const active = await this.#activeAt(groupIds, spans.at(-1)!.to, readsAll);
    for (const stretch of stretchesOf(spans, groupIds.length)) {
      const isFirst = stretch.from === spans[0].from;
      yield* (await this.#read(groupIds, stretch, { active, readsAll, isFirst })).reverse();
    }
  }

  async *attempts(groupId: number, span: Span): AsyncGenerator<readonly AttemptRecord[], void> {
    for (const part of cutUp(span, MINUTES_OF_DAY).reverse()) yield* this.#attemptsOf(groupId, part);
  }

  async *#attemptsOf(groupId: number, { from, to }: Span): AsyncGenerator<readonly AttemptRecord[], void> {
    let last: AttemptRecord | undefined;
    do {
      const begin = last ? Math.floor(last.openedAtMs / MINUTE_MS) : from;
      const page = await this.#statements.attempts(groupId, { from: begin, to }, last, PAGE);
      if (page.length > 0) yield page;
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last);
  }

  async #activeAt(groupIds: readonly number[], minute: number, readsAll: boolean): Promise<CallsInProgress> {
    const since = { from: minute, to: Math.max(minute, this.completeUntil()) };
    const active = new CallsInProgress();
    active.add(await this.#statements.activeAt(groupIds, since.to));
    for (const part of cutUp(since, mostMinutesOf(groupIds.length))) {
      active.add(await this.#statements.changeOver(groupIds, part, readsAll));
    }
    return active;
  }

  /** The pieces of a stretch, the earliest first. `active` is what was in progress at its end, and then at its begin. */
  async #read(
    groupIds: readonly number[],
    stretch: Stretch,
    { active, readsAll, isFirst }: { active: CallsInProgress; readsAll: boolean; isFirst: boolean },
  ): Promise<Piece[]> {
    const placed = await this.#statements.placed(groupIds, stretch, readsAll);
    const ended = await this.#statements.ended(groupIds, stretch, readsAll);
    const pieces = emptyPieces(groupIds, stretch);
    const groupOf = (slot: number, groupId: number) => pieces[slot].groups.get(groupId)!;
    const figuresOf = ({ slot, group_id, destination_id }: PlacedSums | EndedSums) =>
      destinationIn(groupOf(slot, group_id), destination_id);
    for (const row of placed) addPlaced(figuresOf(row), groupOf(row.slot, row.group_id), row);
    for (const row of ended) addEnded(figuresOf(row), row);
    for (const row of await this.#statements.refused(groupIds, stretch, readsAll)) {
      const refusals = refusalsIn(groupOf(row.slot, row.group_id), row.reason);
      refusals.refused += row.refused;
      refusals.lastResort += row.last_resort;
    }
    for (const row of await this.#statements.lengths(groupIds, stretch, isFirst)) {
      destinationIn(groupOf(row.slot, row.group_id), row.destination_id).lengths.set(row.bucket, row.calls);
    }
    active.fill(pieces, stretch, { placed, ended });
    return pieces;
  }
}

function emptyPieces(groupIds: readonly number[], { from, to, span, step }: Stretch): Piece[] {
  return Array.from({ length: (to - from) / step }, (_, slot) => ({
    span: span + slot,
    from: from + slot * step,
    to: from + (slot + 1) * step,
    groups: new Map(groupIds.map((id) => [id, noGroupFigures()])),
  }));
}

function addPlaced(figures: DestinationFigures, group: GroupFigures, row: PlacedSums) {
  figures.placed += row.placed;
  figures.retries += row.retries;
  figures.peak = Math.max(figures.peak, row.peak);
  group.peak = Math.max(group.peak, row.group_peak);
}

function addEnded(figures: DestinationFigures, { end_reason, outcome, ended, open_ms }: EndedSums) {
  const endings = endingsIn(figures, end_reason, outcome === '' ? null : outcome);
  endings.ended += ended;
  endings.openMs += open_ms;
}
