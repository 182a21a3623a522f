import type { GroupSnapshot, Switchboard } from '../../src/switchboard/switchboard.ts';

/** The live state of one group; undefined when the switchboard does not know it. */
export async function snapshotOf(switchboard: Switchboard, groupId = 1): Promise<GroupSnapshot | undefined> {
  return (await switchboard.snapshots([groupId])).get(groupId);
}

/** A group's calls in progress, by destination in the group's order. */
export async function activeAt(switchboard: Switchboard, groupId = 1): Promise<number[]> {
  return (await snapshotOf(switchboard, groupId))!.destinations.map(({ active }) => active);
}

/** A group's calls placed, by destination in the group's order. */
export async function placedAt(switchboard: Switchboard, groupId = 1): Promise<number[]> {
  return (await snapshotOf(switchboard, groupId))!.destinations.map(({ placed }) => placed);
}
