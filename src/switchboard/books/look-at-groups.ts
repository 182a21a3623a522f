import { mapInSlices } from '../../map-in-slices.ts';
import type { GroupSnapshot } from '../switchboard.ts';

/** The live states of those of these groups that `look` knows, by group id. Calls have their turn in between. */
export async function lookAtGroups(
  groupIds: readonly number[],
  look: (groupId: number) => GroupSnapshot | undefined,
): Promise<Map<number, GroupSnapshot>> {
  const snapshots = await mapInSlices(groupIds, look);
  const known = snapshots.filter((snapshot) => snapshot !== undefined);
  return new Map(known.map((snapshot) => [snapshot.groupId, snapshot]));
}
