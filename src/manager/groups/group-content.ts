import { type GroupInput, type GroupOutput, toBasisPoints } from '../../contract/group.ts';
import { contentOf } from '../../contract/group-version.ts';
import { isFields, layOver } from '../../contract/lay-over.ts';
import { membersOf } from '../../contract/references.ts';
import type { GroupContent } from '../../directory/directory.ts';

/** What the directory keeps of a written group. */
export function groupContentOf(input: GroupInput): GroupContent {
  const { destinations, sharedCaps, ...settings } = contentOf(input);
  return {
    ...settings,
    sharedCaps: sharedCaps.map((cap) => ({ ...cap, places: membersOf(cap, destinations) })),
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
    ...layOver({ ...present }, edit),
    destinations: Array.isArray(destinations)
      ? destinations.map((sent) => overlayDestination(known, sent))
      : destinations,
  };
}

function overlayDestination(known: ReadonlyMap<unknown, object>, sent: unknown): unknown {
  return isFields(sent) ? { ...known.get(sent.id), ...sent } : sent;
}
