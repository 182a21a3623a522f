import { groupUsage } from '../../contract/usage.ts';
import type { Directory } from '../../directory/directory.ts';
import type { History } from '../../history/history.ts';
import { groupParameters } from '../groups/group-operations.ts';
import { missing } from '../groups/groups-api.ts';
import { type Operation, operation } from '../http/operation.ts';

export interface UsageOperationsOptions {
  readonly directory: Directory;
  readonly history: History;
}

/** How much groups were used. */
export function usageOperations({ directory, history }: UsageOperationsOptions): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/api/v1/groups/{id}/usage',
      name: 'readGroupUsage',
      summary: 'How many calls the group placed in the last hour and the last day, deleted or not.',
      needs: 'viewer',
      parameters: groupParameters,
      answers: { 200: { description: 'Calls placed, to the minute.', schema: groupUsage } },
      async handle({ principal, parameters: { id } }) {
        const record = await directory.read(principal.accountId, id);
        return record ? Response.json(await history.usage(id)) : missing(id);
      },
    }),
  ];
}
