import { useMutation } from '@tanstack/react-query';
import type { GroupLive } from '../../../../contract/group.ts';
import type { GroupUsageOutput } from '../../../../contract/usage.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** How long somebody waits for the figures before going on without them. */
const PATIENCE_MS = 4_000;

/** How much a group is used: what depends on its link. */
export interface GroupUse extends GroupUsageOutput {
  /** Calls in progress. */
  readonly inProgress: number;
}

export async function readUse(id: number): Promise<GroupUse> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const [live, usage] = await Promise.all([
    fetchJson<GroupLive>(`/api/v1/groups/${id}/live`, { signal }),
    fetchJson<GroupUsageOutput>(`/api/v1/groups/${id}/usage`, { signal }),
  ]);
  return { inProgress: live.active, ...usage };
}

/** Asks at the moment that it matters, and keeps nothing of it: the next call changes the answer. */
export function useReadUse(id: number) {
  return useMutation({ mutationFn: () => readUse(id) });
}
