import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

export interface GroupListAnswer {
  readonly groups: readonly GroupOutput[];
}

/** The account's route groups, or its deleted ones. */
export function groupListQuery({ deleted = false } = {}) {
  return queryOptions({
    queryKey: ['groups', { deleted }] as const,
    queryFn: ({ signal }) =>
      fetchJson<GroupListAnswer>(`/api/v1/groups${deleted ? '?deleted=true' : ''}`, { signal }),
    select: ({ groups }) => groups,
  });
}

export function useGroupList(options?: { readonly deleted?: boolean }) {
  return useQuery(groupListQuery(options));
}

/** Puts what a save answered into the lists at once, and lets them catch up with everything else. */
export function showSaved(client: QueryClient, group: GroupOutput) {
  for (const deleted of [false, true]) {
    const belongs = (group.deletedAt !== null) === deleted;
    client.setQueryData<GroupListAnswer>(
      groupListQuery({ deleted }).queryKey,
      (list) => list && { groups: placed(list.groups, group, belongs) },
    );
  }
  client.setQueryData(['group', group.id], group);
  void client.invalidateQueries({ queryKey: ['groups'] });
  for (const part of ['versions', 'scheduled']) {
    void client.invalidateQueries({ queryKey: ['group', group.id, part] });
  }
}

function placed(groups: readonly GroupOutput[], group: GroupOutput, belongs: boolean): GroupOutput[] {
  const at = groups.findIndex(({ id }) => id === group.id);
  if (!belongs) return groups.filter(({ id }) => id !== group.id);
  return at < 0 ? [...groups, group] : groups.with(at, group);
}
