import { type GroupInput, type GroupOutput, toBasisPoints } from '../../contract/group.ts';
import type { GroupContent } from '../../directory/directory.ts';

/** What the directory keeps of a written group. */
export function groupContentOf(input: GroupInput): GroupContent {
  const { name, balance, sessionTtlSeconds, retryWindowSeconds, destinations } = input;
  return {
    name,
    balance,
    sessionTtlSeconds,
    retryWindowSeconds,
    destinations: destinations.map(({ percent, ...rest }) => ({
      ...rest,
      basisPoints: toBasisPoints(percent),
    })),
  };
}

/**
 * Lays an edit over the present group, as it was sent: what it leaves out keeps its value, in the group and in each
 * destination whose id it names. The result is yet to be checked.
 */
export function overlay(
  present: GroupOutput,
  edit: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const destinations = edit.destinations ?? present.destinations;
  const known = new Map<unknown, object>(
    present.destinations.map((destination) => [destination.id, destination]),
  );
  return {
    ...present,
    ...edit,
    destinations: Array.isArray(destinations)
      ? destinations.map((sent) => overlayDestination(known, sent))
      : destinations,
  };
}

function overlayDestination(known: ReadonlyMap<unknown, object>, sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  return { ...known.get((sent as { id?: unknown }).id), ...sent };
}
