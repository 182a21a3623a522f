import type { GroupThen } from './explain-decision.ts';

/** The most destinations that a sentence names. */
const MOST_NAMED = 4;

/** A destination by what it was called then; by its number where that is not known. */
export function nameOf({ destinations }: Pick<GroupThen, 'destinations'>, destinationId: number): string {
  return destinations.find(({ id }) => id === destinationId)?.name ?? `Destination ${destinationId}`;
}

/** "Boston", "Boston and Denver", "Boston, Denver, Lima, Oslo and 3 more". */
export function namesOf(
  group: GroupThen,
  candidates: readonly { readonly destinationId: number }[],
): string {
  return enumerate(candidates.map(({ destinationId }) => nameOf(group, destinationId)));
}

/** A list in words. `uncounted` are further ones that nobody can name. */
export function enumerate(parts: readonly string[], uncounted = 0): string {
  const shown = parts.slice(0, MOST_NAMED);
  const left = parts.length - shown.length + uncounted;
  const all = left > 0 ? [...shown, `${left} more`] : shown;
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
