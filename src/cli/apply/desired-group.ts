import type { DestinationOutput, GroupOutput } from '../../contract/group.ts';
import { contentOf } from '../../contract/group-version.ts';
import { isFields, layOver } from '../../contract/lay-over.ts';

/**
 * Lays what a file says of a group over the group that is there: what it leaves out keeps its value, and its
 * destinations keep the ids, and with them the calls in progress, of those that they mean. What a file says may be
 * anything: the result is yet to be checked. Without a present group, ids mean nothing and are left out.
 */
export function desiredGroup(written: unknown, present: GroupOutput | undefined): unknown {
  if (!isFields(written)) return written;
  const { id: _, ...fields } = written;
  const destinations = Array.isArray(fields.destinations)
    ? { destinations: withIdsOf(present?.destinations ?? [], fields.destinations) }
    : {};
  return { ...layOver(present ? contentOf(present) : {}, fields), ...destinations };
}

/** By these fields a destination is found, the surest first: a new URI or name alone does not make it another one. */
const MARKS = ['id', 'uri', 'name'] as const;

function withIdsOf(present: readonly DestinationOutput[], written: readonly unknown[]): unknown[] {
  const meant = matchDestinations(present, written);
  return written.map((each, index) => {
    if (!isFields(each)) return each;
    const { id, ...fields } = each;
    const match = meant.get(index);
    if (match) return { ...match, ...fields };
    return typeof id === 'number' || id === undefined ? fields : each;
  });
}

/** Which present destination each written one means, by its index. None is meant twice. */
function matchDestinations(
  present: readonly DestinationOutput[],
  written: readonly unknown[],
): Map<number, DestinationOutput> {
  const matches = new Map<number, DestinationOutput>();
  const free = new Set(present);
  for (const mark of MARKS) {
    for (const [index, each] of written.entries()) {
      if (matches.has(index) || !isFields(each)) continue;
      const match = [...free].find((destination) => destination[mark] === each[mark]);
      if (!match) continue;
      matches.set(index, match);
      free.delete(match);
    }
  }
  return matches;
}
