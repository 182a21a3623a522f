import { z } from 'zod';
import { actor } from './actor.ts';
import { groupOutput } from './group.ts';
import { problem } from './problem.ts';

/** What a group was from one version to the next: sent back with PUT, it is so again. */
export const groupContent = groupOutput.pick({
  name: true,
  balance: true,
  sessionTtlSeconds: true,
  retryWindowSeconds: true,
  destinations: true,
});

export const groupVersion = z.object({
  version: z.number().int(),
  action: z.enum(['created', 'edited', 'deleted', 'restored', 'key rotated']),
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
