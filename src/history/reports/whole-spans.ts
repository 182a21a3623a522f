import { addGroup, noGroupFigures } from './figures.ts';
import type { GroupFigures, Piece } from './reports.ts';

/** What is known after a piece: how much of the time that is, and a span that it completed. */
export interface Reading {
  readonly minutes: number;
  readonly whole: WholeSpan | undefined;
}

export interface WholeSpan {
  /** Its number. */
  readonly span: number;
  readonly groups: ReadonlyMap<number, GroupFigures>;
}

/** Puts pieces together: a span is whole when one of an earlier span, or none, comes after it. */
export async function* wholeSpans(pieces: AsyncIterable<Piece>): AsyncGenerator<Reading, void> {
  let current: WholeSpan | undefined;
  let minutes = 0;
  for await (const { span, from, to, groups } of pieces) {
    minutes += to - from;
    const whole = current && current.span !== span ? current : undefined;
    current = current && !whole ? current : { span, groups: new Map() };
    const sums = current.groups as Map<number, GroupFigures>;
    for (const [id, figures] of groups) {
      let sum = sums.get(id);
      if (sum === undefined) sums.set(id, sum = noGroupFigures());
      addGroup(sum, figures);
    }
    yield { minutes, whole };
  }
  if (current) yield { minutes, whole: current };
}
