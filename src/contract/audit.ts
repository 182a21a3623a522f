import { z } from 'zod';
import { actor } from './actor.ts';
import { auditAction } from './auth.ts';
import { groupVersion } from './group-version.ts';
import { nextPosition, queryGroup, queryLimit, queryPosition, queryTime } from './paging.ts';

/** Everything that the audit log knows to happen: to people, keys and settings, and to route groups. */
export const anyAction = z.enum([
  ...auditAction.options,
  ...groupVersion.shape.action.options.map((action) => `group ${action}` as const),
  'group edit scheduled',
  'group edit cancelled',
  'group edit missed',
  'group edit postponed',
]);

/** A change of a group names the version that it made, and says what is different in it. */
export const auditEventOutput = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor,
  action: anyAction,
  subject: z.string().describe(
    'Whom or what it happened to: an e-mail address, the name of a key or a group.',
  ),
  group: z.object({
    id: z.number().int(),
    version: z.number().int().nullable().describe('The version that it made; null when it made none.'),
  }).nullable(),
  details: z.record(z.string(), z.string()).describe('What is worth knowing besides, such as a role.'),
  changes: z.array(z.string()).describe('What is different in the group, a line each.'),
}).meta({ id: 'AuditEvent' });

export const auditPage = z.object({
  events: z.array(auditEventOutput),
  next: nextPosition,
});

const part = (what: string) =>
  z.string().min(1, 'Leave it out, or give a text.').max(254, 'At most 254 characters.')
    // deno-lint-ignore no-control-regex
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'A text without control characters.')
    .describe(what);

/** Which events to find; one matches when it matches everything that is given. */
export const auditFilter = z.strictObject({
  who: part("Part of the actor's name, or the whole of the actor's id."),
  action: anyAction,
  subject: part('Part of whom or what it happened to.'),
  group: queryGroup,
  from: queryTime('The earliest time.'),
  to: queryTime('Only what was earlier.'),
}).partial();

/** The most events that one page has, and how many it has unless asked for another number. */
export const MOST_EVENTS = 100;
const EVENTS = 50;

export const auditQuery = auditFilter.extend({
  before: queryPosition.optional(),
  limit: queryLimit(MOST_EVENTS, EVENTS),
});

export type AuditEventOutput = z.output<typeof auditEventOutput>;
export type AuditPageOutput = z.output<typeof auditPage>;
export type AuditFilter = z.output<typeof auditFilter>;
export type AuditQueryInput = z.output<typeof auditQuery>;
