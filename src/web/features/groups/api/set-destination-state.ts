import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { contentOf, type StaleVersion } from '../../../../contract/group-version.ts';
import type { DestinationState } from '../../../../routing/route-group.ts';
import { isProblemOf } from '../../../lib/fetch-json.ts';
import { showSaved } from './list-groups.ts';
import { saveGroup } from './save-group.ts';

export interface StateChange {
  /** As it was seen by who changes it. */
  readonly group: GroupOutput;
  readonly destinationId: number;
  readonly state: DestinationState;
}

/**
 * Puts one destination of a group into a state, and leaves everything else as it is, which may be what somebody else has
 * saved meanwhile.
 */
export async function setDestinationState(change: StateChange): Promise<GroupOutput> {
  try {
    return await saveState(change);
  } catch (error) {
    if (!isProblemOf(error, 'stale-version')) throw error;
    const { present } = error.problem as StaleVersion;
    if (!present.destinations.some(({ id }) => id === change.destinationId)) throw error;
    return await saveState({ ...change, group: present });
  }
}

export function useSetDestinationState() {
  const client = useQueryClient();
  return useMutation({ mutationFn: setDestinationState, onSuccess: (group) => showSaved(client, group) });
}

function saveState({ group, destinationId, state }: StateChange): Promise<GroupOutput> {
  const destinations = group.destinations.map((each) =>
    each.id === destinationId ? { ...each, state } : each
  );
  return saveGroup({
    edited: { id: group.id, version: group.version },
    content: { ...contentOf(group), destinations },
  });
}
