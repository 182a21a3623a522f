import {
  serviceEventKinds,
  type ServiceEventPage,
  serviceEventPage,
  type ServiceEventQuery,
  serviceEventQuery,
} from '../../contract/event.ts';
import type { Directory } from '../../directory/directory.ts';
import type { EventPage, EventPosition, EventQuery } from '../../history/events/event-history.ts';
import type { History } from '../../history/history.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { missing } from '../groups/groups-api.ts';
import { type Operation, operation } from '../http/operation.ts';
import { readPosition, writePosition } from '../http/position.ts';
import type { EventReader, GroupNow } from './event-reader.ts';

export interface EventOperationsOptions {
  readonly directory: Directory;
  readonly history: History;
  readonly eventReader: EventReader;
}

/** What happened by itself. */
export function eventOperations({ directory, history, eventReader }: EventOperationsOptions): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/api/v1/events',
      name: 'listEvents',
      summary: 'What happened by itself to destinations, groups and the service, the newest first.',
      needs: 'viewer',
      query: serviceEventQuery,
      answers: { 200: { description: 'A page of events.', schema: serviceEventPage } },
      problems: ['not-found'],
      async handle({ principal: { accountId }, query }) {
        const { group } = query;
        if (group !== undefined && !await directory.read(accountId, group)) return missing(group);
        const page = await history.events.find(accountId, eventQueryOf(query));
        const groupNow = await groupsOf(directory, accountId, page);
        const answer: ServiceEventPage = {
          events: eventReader.read(page.events, groupNow),
          next: page.next ? writePosition({ at: new Date(page.next.atMs), id: page.next.id }) : null,
        };
        return Response.json(answer);
      },
    }),
  ];
}

/** What was asked over REST, in the words of history. */
function eventQueryOf({ group, kind, from, to, before, limit }: ServiceEventQuery): EventQuery {
  return {
    groupId: group,
    kinds: kind === undefined ? serviceEventKinds : [kind],
    fromMs: from?.getTime(),
    toMs: to?.getTime(),
    before: before === undefined ? undefined : positionOf(before),
    limit,
  };
}

function positionOf(text: string): EventPosition {
  const { at, id } = readPosition(text);
  return { atMs: at.getTime(), id };
}

/** The groups of a page's events, deleted or not. */
async function groupsOf(directory: Directory, accountId: number, { events }: EventPage): Promise<GroupNow> {
  const groups = new Map<number, RouteGroup>();
  for (const id of new Set(events.map(({ groupId }) => groupId))) {
    const record = id === null ? undefined : await directory.read(accountId, id);
    if (record) groups.set(record.group.id, record.group);
  }
  return (groupId) => groups.get(groupId);
}
