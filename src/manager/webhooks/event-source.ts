import type { WebhookEvent } from '../../contract/webhook-event.ts';
import type { AuditEvent, AuditLog } from '../../directory/audit/audit-log.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Source } from '../../directory/webhooks/deliveries.ts';
import type { EventFeed, StoredEvent } from '../../history/event-feed.ts';
import { auditEventOf } from '../audit/audit-output.ts';

/** Where events come from, in the order of the ids, over all accounts. */
export interface EventSource {
  readonly name: Source;
  since(afterId: number, limit: number): Promise<readonly SourceEvent[]>;
}

export interface SourceEvent {
  readonly id: number;
  readonly at: Date;
  /** Null when it concerns every account. */
  readonly accountId: number | null;
  readonly groupId: number | null;
  /** Undefined for what is never sent. */
  readonly kind: WebhookEvent['kind'] | undefined;
  /** As the contract has it, with the names that are known now. */
  tell(): Promise<WebhookEvent>;
}

/** What happens by itself. */
export function serviceEvents(feed: EventFeed, directory: Pick<Directory, 'read'>): EventSource {
  return {
    name: 'event',
    async since(afterId, limit) {
      const events = await feed.since(afterId, limit);
      return events.map((event) => ({
        ...event,
        at: new Date(event.atMs),
        kind: event.kind as WebhookEvent['kind'],
        tell: async () => ({ ...withoutNames(event), ...await namesOf(event, directory) }) as WebhookEvent,
      }));
    },
  };
}

/** What people and schedules change in route groups: each version that they make. */
export function groupEdits(audit: Pick<AuditLog, 'since' | 'read'>): EventSource {
  return {
    name: 'edit',
    async since(afterId, limit) {
      const marks = await audit.since(afterId, limit);
      return marks.map((mark) => ({
        ...mark,
        kind: mark.version === null ? undefined : 'group.edited',
        tell: async () => editOf((await audit.read(mark.id))!),
      }));
    },
  };
}

function withoutNames({ id, atMs, kind, detail }: StoredEvent) {
  return { ...detail, id, at: new Date(atMs).toISOString(), kind };
}

/** Empty names for what is gone. */
async function namesOf(
  { accountId, groupId, destinationId }: StoredEvent,
  directory: Pick<Directory, 'read'>,
) {
  if (accountId === null || groupId === null) return {};
  const group = (await directory.read(accountId, groupId))?.group;
  const destination = group?.destinations.find(({ id }) => id === destinationId);
  return {
    group: { id: groupId, name: group?.name ?? '' },
    ...(destinationId === null ? {} : { destination: { id: destinationId, name: destination?.name ?? '' } }),
  };
}

/** The Standard Webhooks recommend bodies below 20 kB: a group of many destinations can change in as many lines. */
const MOST_CHANGES = 50;

function editOf(event: AuditEvent): WebhookEvent {
  const { id, at, actor, action, subject, group, changes } = auditEventOf(event);
  const more = changes.length - MOST_CHANGES;
  return {
    id,
    at,
    kind: 'group.edited',
    group: { id: group!.id, name: subject },
    action: action.replace('group ', '') as (WebhookEvent & { kind: 'group.edited' })['action'],
    version: group!.version!,
    who: actor,
    changes: more > 0 ? [...changes.slice(0, MOST_CHANGES), `And ${more} more.`] : changes,
  };
}
