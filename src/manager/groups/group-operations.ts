import { z } from 'zod';
import { groupEdit, groupInput, groupList, groupOutput } from '../../contract/group.ts';
import { groupVersions } from '../../contract/group-version.ts';
import { editTimes, scheduledEdit } from '../../contract/scheduled-edit.ts';
import { type Answer, type Operation, operation } from '../http/operation.ts';
import { createGroupsApi, type GroupsApiOptions } from './groups-api.ts';

const GROUPS = '/api/v1/groups';
const GROUP = `${GROUPS}/{id}`;

/** A number that we gave. */
export const numberInPath = (description: string) =>
  z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)
    .meta({ description, type: 'integer', pattern: undefined });

/** The path's `{id}`. */
export const groupParameters = z.object({ id: numberInPath("The group's number.") });

const ETAG = { ETag: 'The version, as If-Match wants it.' };
const SAVED: Answer = { description: 'The group as it is now.', schema: groupOutput, headers: ETAG };

/** The operations on route groups. */
export function groupOperations(options: GroupsApiOptions): Operation[] {
  const groups = createGroupsApi(options);
  return [
    operation({
      method: 'get',
      path: GROUPS,
      name: 'listGroups',
      summary: 'The route groups of the account, by name.',
      needs: 'viewer',
      query: z.object({
        deleted: z.enum(['true', 'false']).default('false')
          .meta({ description: 'true lists the deleted groups instead.' }),
      }),
      answers: { 200: { description: 'The groups.', schema: groupList } },
      handle: (call) => groups.list(call, call.query.deleted === 'true'),
    }),
    operation({
      method: 'post',
      path: GROUPS,
      name: 'createGroup',
      summary: 'A new route group, with a URL of its own.',
      needs: 'editor',
      body: groupInput,
      answers: { 201: { ...SAVED, headers: { ...ETAG, Location: 'The path of the new group.' } } },
      handle: (call) => groups.create(call, call.body),
    }),
    operation({
      method: 'get',
      path: GROUP,
      name: 'readGroup',
      summary: 'One route group, deleted or not.',
      needs: 'viewer',
      parameters: groupParameters,
      answers: { 200: SAVED },
      handle: (call) => groups.read(call),
    }),
    operation({
      method: 'put',
      path: GROUP,
      name: 'replaceGroup',
      summary:
        "The group's next version, for future calls: now, later or for a while. What is left out keeps its value; " +
        'read-only fields may stay.',
      needs: 'editor',
      parameters: groupParameters,
      ifMatch: 'required',
      query: editTimes,
      body: z.record(z.string(), z.unknown()),
      documentedBody: groupEdit,
      answers: {
        200: SAVED,
        202: {
          description: 'With `effectiveAt`: the scheduled edit. The group is as it was.',
          schema: scheduledEdit,
        },
      },
      problems: ['conflict'],
      handle: (call) => groups.replace(call, call.body, call.query),
    }),
    operation({
      method: 'delete',
      path: GROUP,
      name: 'deleteGroup',
      summary: "Future calls find the group's URL no more. Everything is kept and can be restored.",
      needs: 'editor',
      parameters: groupParameters,
      ifMatch: 'optional',
      answers: { 200: SAVED },
      handle: (call) => groups.remove(call),
    }),
    operation({
      method: 'post',
      path: `${GROUP}/restore`,
      name: 'restoreGroup',
      summary: 'A deleted group serves calls again, under the URL it had.',
      needs: 'editor',
      parameters: groupParameters,
      ifMatch: 'optional',
      answers: { 200: SAVED },
      handle: (call) => groups.restore(call),
    }),
    operation({
      method: 'post',
      path: `${GROUP}/rotate-key`,
      name: 'rotateGroupKey',
      summary: 'A new key, and with it a new URL. The old URL stops at once.',
      needs: 'editor',
      parameters: groupParameters,
      ifMatch: 'optional',
      answers: { 200: SAVED },
      problems: ['conflict'],
      handle: (call) => groups.rotateKey(call),
    }),
    operation({
      method: 'get',
      path: `${GROUP}/versions`,
      name: 'listGroupVersions',
      summary: 'Every version of the group with who made it and when, the newest first.',
      needs: 'viewer',
      parameters: groupParameters,
      answers: { 200: { description: 'The versions.', schema: groupVersions } },
      handle: (call) => groups.versions(call),
    }),
  ];
}
