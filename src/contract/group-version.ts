import { z } from 'zod';
import { actor } from './actor.ts';
import { type GroupInput, groupOutput } from './group.ts';
import { problem } from './problem.ts';

/** What a group was from one version to the next: sent back with PUT, it is so again. */
export const groupContent = groupOutput.pick({
  name: true,
  balance: true,
  sessionTtlSeconds: true,
  retryWindowSeconds: true,
  timeZone: true,
  sharedCaps: true,
  lastResort: true,
  terminalOutcomes: true,
  maxAttempts: true,
  holdSeconds: true,
  health: true,
  destinations: true,
});

/** The fields of a group that people decide, in the order in which they read them. */
export const CONTENT_FIELDS = groupContent.keyof().options;

type ContentField = (typeof CONTENT_FIELDS)[number];

/** What people decide of a group, as it is written. */
export type WrittenContent = Pick<GroupInput, ContentField>;

/** A group without what the service adds to it. */
export function contentOf<Group extends Readonly<Record<ContentField, unknown>>>(
  group: Group,
): Pick<Group, ContentField> {
  const fields = CONTENT_FIELDS.map((field) => [field, group[field]]);
  return Object.fromEntries(fields) as Pick<Group, ContentField>;
}

export const groupVersion = z.object({
  version: z.number().int(),
  action: z.enum([
    'created',
    'edited',
    'deleted',
    'restored',
    'key rotated',
    'edited as scheduled',
    'put back as scheduled',
  ]),
  at: z.iso.datetime(),
  actor,
  content: groupContent,
}).meta({ id: 'GroupVersion' });

/** Every version of a group, the newest first. */
export const groupVersions = z.object({ versions: z.array(groupVersion) });

/** The problem `stale-version`: somebody saved meanwhile, and `present` is what is there now. */
export const staleVersion = problem.extend({ present: groupOutput }).meta({ id: 'StaleVersion' });

export type GroupVersionOutput = z.output<typeof groupVersion>;
export type StaleVersion = z.output<typeof staleVersion>;
