import type { StoredAttempt } from '../books/books.ts';
import type { Changes } from './changes.ts';
import type { Loaded } from './loaded.ts';

/**
 * The attempts that a question names by id, as the database has them, each once and in the order of their names. One of
 * which an earlier question of the same batch has decided is left out: what was loaded is no longer true of it.
 */
export function* askedFor(
  attemptIds: readonly number[],
  loaded: Loaded | undefined,
  changes: Changes,
): Generator<StoredAttempt> {
  const byId = new Map(loaded?.attempts.map((stored) => [stored.attempt.id, stored]));
  for (const id of new Set(attemptIds)) {
    const stored = byId.get(id);
    if (stored !== undefined && !changes.concern(id)) yield stored;
  }
}
