import {
  openSessionPage,
  openSessionQuery,
  releaseInput,
  releaseOutput,
} from '../../contract/open-session.ts';
import { groupParameters } from '../groups/group-operations.ts';
import { type GroupCall, missing } from '../groups/groups-api.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import { type Operation, operation } from '../http/operation.ts';
import { createSessionsApi, type SessionsApiOptions } from './sessions-api.ts';

const SESSIONS = '/api/v1/sessions';
const OF_GROUP = '/api/v1/groups/{id}/sessions';

const PAGE = { description: 'A page of them, and how many there are by age.', schema: openSessionPage };
const RELEASED = { description: 'How many were released.', schema: releaseOutput };

/** Calls in progress, one by one: to look for, and to free the places of those that are over. */
export function sessionOperations(options: SessionsApiOptions): Operation[] {
  const sessions = createSessionsApi(options);
  const inGroup = async (
    { principal, parameters: { id } }: GroupCall,
    answer: (record: GroupRecord) => Promise<Response>,
  ) => {
    const record = await options.directory.read(principal.accountId, id);
    return record ? await answer(record) : missing(id);
  };
  return [
    operation({
      method: 'get',
      path: SESSIONS,
      name: 'listOpenSessions',
      summary: 'The sessions that are open in the account, deleted groups included.',
      needs: 'viewer',
      query: openSessionQuery,
      answers: { 200: PAGE },
      handle: (call) => sessions.list(call, call.query),
    }),
    operation({
      method: 'get',
      path: OF_GROUP,
      name: 'listOpenSessionsOfGroup',
      summary: 'The sessions that are open in one route group, deleted or not.',
      needs: 'viewer',
      parameters: groupParameters,
      query: openSessionQuery,
      answers: { 200: PAGE },
      handle: (call) => inGroup(call, (record) => sessions.list(call, call.query, record)),
    }),
    operation({
      method: 'post',
      path: `${SESSIONS}/release`,
      name: 'releaseSessions',
      summary:
        'Frees the places of open sessions, by their attempts or by a filter. The calls themselves go on.',
      needs: 'editor',
      body: releaseInput,
      answers: { 200: RELEASED },
      problems: ['unavailable'],
      handle: (call) => sessions.release(call, call.body),
    }),
    operation({
      method: 'post',
      path: `${OF_GROUP}/release`,
      name: 'releaseSessionsOfGroup',
      summary: 'The same within one route group, deleted or not.',
      needs: 'editor',
      parameters: groupParameters,
      body: releaseInput,
      answers: { 200: RELEASED },
      problems: ['unavailable'],
      handle: (call) => inGroup(call, (record) => sessions.release(call, call.body, record)),
    }),
  ];
}
