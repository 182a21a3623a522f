import { destinationIn } from './figures.ts';
import { lengthOf, type Stretch } from './reading-plan.ts';
import type { Piece } from './reports.ts';
import type { ActiveSums, EndedSums, PlacedSums } from './report-statements.ts';

const MINUTE_MS = 60_000;

/** What changed at a destination within a piece. */
interface Change {
  placed: number;
  ended: number;
  /** When, in milliseconds since the stretch began: the sum over what was placed, less that over what ended. */
  moments: number;
}

/** The calls in progress of every destination at one moment, which moves back in time. */
export class CallsInProgress {
  /** By group, then by destination. */
  readonly #active = new Map<number, Map<number, number>>();

  add(rows: readonly ActiveSums[]) {
    for (const { group_id, destination_id, active } of rows) {
      const group = this.#group(group_id);
      group.set(destination_id, (group.get(destination_id) ?? 0) + active);
    }
  }

  /**
   * Tells the pieces of a stretch, at whose end the moment is, what was in progress in them, and moves to its begin.
   * With `a` calls in progress when a piece began, the sum over its length `L` is
   * `a·L + Σ (L − moment of each that was placed) − Σ (L − moment of each that ended)`.
   */
  fill(
    pieces: readonly Piece[],
    { from }: Stretch,
    { placed, ended }: { readonly placed: readonly PlacedSums[]; readonly ended: readonly EndedSums[] },
  ) {
    const changes = pieces.map(() => new Map<string, Change>());
    for (const row of placed) {
      const change = this.#changeIn(changes[row.slot], row);
      change.placed += row.placed;
      change.moments += row.moments;
    }
    for (const row of ended) {
      const change = this.#changeIn(changes[row.slot], row);
      change.ended += row.ended;
      change.moments -= row.moments;
    }
    for (let slot = pieces.length - 1; slot >= 0; slot--) this.#fillPiece(pieces[slot], from, changes[slot]);
  }

  #fillPiece(piece: Piece, stretchFrom: number, changes: ReadonlyMap<string, Change>) {
    const lengthMs = lengthOf(piece) * MINUTE_MS;
    const beginMs = (piece.from - stretchFrom) * MINUTE_MS;
    for (const [groupId, destinations] of this.#active) {
      const group = piece.groups.get(groupId)!;
      let whole = 0;
      for (const [id, atEnd] of destinations) {
        const { placed, ended, moments } = changes.get(`${groupId} ${id}`) ?? NO_CHANGE;
        const atBegin = atEnd - placed + ended;
        whole += atBegin;
        destinations.set(id, atBegin);
        if (atBegin === 0 && placed === 0 && ended === 0) continue;
        const figures = destinationIn(group, id);
        const net = placed - ended;
        figures.activeMs = atBegin * lengthMs + net * (lengthMs + beginMs) - moments;
        figures.peak = Math.max(figures.peak, atBegin);
      }
      group.peak = Math.max(group.peak, whole);
    }
  }

  /** A destination that nothing is in progress at may have had calls before. */
  #changeIn(changes: Map<string, Change>, { group_id, destination_id }: PlacedSums | EndedSums): Change {
    const key = `${group_id} ${destination_id}`;
    let change = changes.get(key);
    if (change === undefined) {
      this.add([{ group_id, destination_id, active: 0 }]);
      changes.set(key, change = { ...NO_CHANGE });
    }
    return change;
  }

  #group(id: number): Map<number, number> {
    let group = this.#active.get(id);
    if (group === undefined) this.#active.set(id, group = new Map());
    return group;
  }
}

const NO_CHANGE: Change = { placed: 0, ended: 0, moments: 0 };
