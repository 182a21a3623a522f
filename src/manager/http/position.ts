/** A place in a list that is ordered by time. */
interface Position {
  readonly at: Date;
  readonly id: number;
}

/** As a page's `next` is written. */
export function writePosition({ at, id }: Position): string {
  return `${at.toISOString()}_${id}`;
}

/** The opposite of what a page's `next` is. */
export function readPosition(text: string): Position {
  const [at, id] = text.split('_');
  return { at: new Date(at), id: Number(id) };
}
