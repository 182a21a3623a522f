import type { OpenSessionFilter, OpenSessionQuery, ReleaseInput } from '../../contract/open-session.ts';
import type { Directory, GroupRecord } from '../../directory/directory.ts';
import type { AuditLog } from '../../directory/audit/audit-log.ts';
import type { History } from '../../history/history.ts';
import type { OpenFilter } from '../../history/sessions/open-sessions.ts';
import type { Log } from '../../log.ts';
import type { Switchboard } from '../../switchboard/switchboard.ts';
import { createAuditTrail } from '../auth/audit-trail.ts';
import type { AccountCall } from '../groups/groups-api.ts';
import { problemResponse } from '../http/problem-response.ts';
import type { Principal } from '../principal.ts';
import { ageCountsOf, openSessionOf, readPosition, writePosition } from './session-output.ts';
import { type Released, releaseSessions } from './release-sessions.ts';

export interface SessionsApiOptions {
  readonly directory: Directory;
  readonly audit: AuditLog;
  readonly history: History;
  readonly switchboard: Switchboard;
  readonly log: Log;
}

/** What the REST API does with calls in progress: of a group, or of the whole account. */
export function createSessionsApi({ directory, audit, history, switchboard, log }: SessionsApiOptions) {
  const trail = createAuditTrail((event) => audit.record(event), log, Date.now);

  return {
    async list(
      { principal: { accountId } }: AccountCall,
      { order, after, limit, ...given }: OpenSessionQuery,
      record?: GroupRecord,
    ): Promise<Response> {
      const filter = { ...filterOf(given), accountId, groupId: record?.group.id };
      const { sessions } = history;
      const position = after === undefined ? undefined : readPosition(after);
      const page = await sessions.find({ ...filter, order, after: position, limit });
      const groups = await groupsById(accountId, page.sessions.map(({ groupId }) => groupId));
      const nowMs = Date.now();
      return Response.json({
        sessions: page.sessions.map((session) => openSessionOf(session, groups.get(session.groupId), nowMs)),
        next: page.next ? writePosition(page.next) : null,
        ages: ageCountsOf(await sessions.ages(filter)),
      });
    },

    async release({ principal }: AccountCall, input: ReleaseInput, record?: GroupRecord): Promise<Response> {
      const { accountId } = principal;
      const done = await releaseSessions({ sessions: history.sessions, switchboard }, {
        ...(input.ids ? { ids: input.ids } : filterOf({ openedBefore: new Date(), ...input.filter })),
        accountId,
        groupId: record?.group.id,
      });
      if (done.released > 0) await note(principal, done, input, record);
      if (done.degraded && done.released === 0) {
        return problemResponse('unavailable', { detail: 'Nothing was released: storage is not reachable.' });
      }
      return Response.json({ released: done.released, more: done.more });
    },
  };

  async function groupsById(accountId: number, ids: readonly number[]) {
    const records = await Promise.all([...new Set(ids)].map((id) => directory.read(accountId, id)));
    return new Map(records.filter((record) => record !== undefined).map(({ group }) => [group.id, group]));
  }

  async function note(
    { accountId, actor }: Principal,
    { released }: Released,
    input: ReleaseInput,
    record: GroupRecord | undefined,
  ) {
    await trail.record({
      accountId,
      actor,
      action: 'sessions released',
      subject: record?.group.name ?? 'Any route group',
      details: { released: String(released), ...whichOf(input, record) },
      groupId: record?.group.id,
    });
  }
}

function filterOf({ session, sessionPrefix, destination, openedBefore }: OpenSessionFilter): Omit<
  OpenFilter,
  'accountId' | 'groupId'
> {
  return { session, sessionPrefix, destinationId: destination, openedBeforeMs: openedBefore?.getTime() };
}

/** So many ids are worth keeping. */
const MOST_NOTED = 10;

/** By what they were chosen, for people. */
function whichOf(
  { ids, filter = {} }: ReleaseInput,
  record: GroupRecord | undefined,
): Record<string, string> {
  if (ids) {
    return { attempts: `${ids.slice(0, MOST_NOTED).join(', ')}${ids.length > MOST_NOTED ? ', …' : ''}` };
  }
  const { session, sessionPrefix, destination, openedBefore } = filter;
  const name = record?.group.destinations.find(({ id }) => id === destination)?.name;
  const given = {
    'opened before': openedBefore?.toISOString(),
    'session': session,
    'session beginning with': sessionPrefix,
    'at destination': destination === undefined ? undefined : name ?? String(destination),
  };
  const chosen = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chosen.length === 0 ? { filter: 'none' } : Object.fromEntries(chosen);
}
