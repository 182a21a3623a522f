import { scheduledEdits } from '../../contract/scheduled-edit.ts';
import type { Directory } from '../../directory/directory.ts';
import { type Operation, operation } from '../http/operation.ts';
import { problemResponse } from '../http/problem-response.ts';
import { groupParameters, numberInPath } from './group-operations.ts';
import { missing } from './groups-api.ts';
import { scheduledOutputOf } from './scheduled-output.ts';

const SCHEDULED = '/api/v1/groups/{id}/scheduled';

const editParameters = groupParameters.extend({ edit: numberInPath('The number of the scheduled edit.') });

/** Edits of a route group that are made later: what there is, and how not to make it. */
export function scheduleOperations({ directory }: { readonly directory: Directory }): Operation[] {
  const { schedule } = directory;
  return [
    operation({
      method: 'get',
      path: SCHEDULED,
      name: 'listScheduledEdits',
      summary:
        'What is scheduled for the group, in the order in which it is due, and what could not be made.',
      needs: 'viewer',
      parameters: groupParameters,
      answers: { 200: { description: 'The scheduled edits.', schema: scheduledEdits } },
      async handle({ principal, parameters }) {
        const scheduled = await schedule.list(principal.accountId, parameters.id);
        return scheduled
          ? Response.json({ scheduled: scheduled.map(scheduledOutputOf) })
          : missing(parameters.id);
      },
    }),
    operation({
      method: 'delete',
      path: `${SCHEDULED}/{edit}`,
      name: 'cancelScheduledEdit',
      summary:
        'The edit is not made, nor what would end it. When it would end a temporary edit, that one stays instead.',
      needs: 'editor',
      parameters: editParameters,
      answers: { 204: { description: 'It is not there any more.' } },
      async handle({ principal: { accountId, actor }, parameters: { id, edit } }) {
        const isCancelled = await schedule.cancel({ accountId, groupId: id, editId: edit, actor });
        return isCancelled ? new Response(null, { status: 204 }) : notScheduled();
      },
    }),
  ];
}

function notScheduled(): Response {
  return problemResponse('not-found', {
    detail: 'There is no such scheduled edit: it was made or cancelled.',
  });
}
