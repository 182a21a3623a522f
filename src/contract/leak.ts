import { z } from 'zod';

/** What it looks like that an application does, so that its sessions are not completed, or too early. */
export const leakCause = z.enum([
  'no_session',
  'never_completes',
  'only_on_hang_up',
  'not_on_hang_up',
  'some_paths',
  'completes_early',
]);

export const leakOutput = z.object({
  group: z.object({ id: z.int(), name: z.string() }),
  cause: leakCause.describe(
    '`no_session`: requests carry no session id. `never_completes`: nothing is ever completed. ' +
      '`only_on_hang_up`: completed only when the caller hangs up. `not_on_hang_up`: never when the caller does. ' +
      '`some_paths`: completed now and then. `completes_early`: completed while the call still lasts.',
  ),
  ended: z.int().describe('Sessions that ended in the last 24 hours, by completion, expiry or release.'),
  lost: z.int().describe('Those of them that nobody completed.'),
  percent: z.number().describe('Lost of ended, in percent.'),
  percentBefore: z.number().nullable().describe(
    'The same of the seven days before; null when too few ended.',
  ),
  trend: z.enum(['new', 'more', 'same', 'fewer']).nullable().describe('Null when too few ended before.'),
  retries: z.boolean().describe('Whether its sessions ask again when a destination fails.'),
  overdue: z.int().describe('Calls in progress for longer than twice what 99 of 100 calls last.'),
  usual: z.object({ medianSeconds: z.int(), p99Seconds: z.int() }).nullable().describe(
    'How long its completed calls last; null when too few are known.',
  ),
  expiry: z.object({
    seconds: z.int().describe('The present one.'),
    suggestedSeconds: z.int().nullable().describe('A better one; null when it fits how long calls last.'),
  }),
}).meta({ id: 'Leak' });

export const leakList = z.object({ leaks: z.array(leakOutput).describe('The most lost sessions first.') });

export type LeakCause = z.output<typeof leakCause>;
export type LeakOutput = z.output<typeof leakOutput>;
export type LeakListOutput = z.output<typeof leakList>;
