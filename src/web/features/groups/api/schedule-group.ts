import type { GroupInput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** When an edit is in effect: from now on, and for good, unless said otherwise. At least one of them is given. */
export interface EditTimes {
  readonly effectiveAt?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface GroupSchedule {
  readonly id: number;
  /** The version that was edited. */
  readonly version: number;
  readonly content: GroupInput;
  readonly times: EditTimes;
}

export function scheduleGroup({ id, version, content, times }: GroupSchedule): Promise<unknown> {
  const given = Object.entries(times).filter(([, time]) => time !== undefined);
  const query = new URLSearchParams(given.map(([name, time]) => [name, time.toISOString()]));
  return fetchJson(`/api/v1/groups/${id}?${query}`, { method: 'PUT', body: content, ifVersion: version });
}
