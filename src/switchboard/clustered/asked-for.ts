import type { StoredAttempt } from '../books/books.ts';
import type { Changes } from './changes.ts';
import type { Loaded } from './loaded.ts';

/**
 * The attempts that a question names by id, as the database has them, each once. One of which an earlier question of
 * the same batch has decided is left out: what was loaded is no longer true of it.
 */
export function* askedFor(
  attemptIds: readonly number[],
  loaded: Loaded | undefined,
  changes: Changes,
): Generator<StoredAttempt> {
  const wanted = new Set(attemptIds);
  for (const stored of loaded?.attempts ?? []) {
    const { id } = stored.attempt;
    if (wanted.delete(id) && !changes.concern(id)) yield stored;
  }
}
