import { z } from 'zod';

/** How much a group was used lately, for whoever is about to delete it. */
export const groupUsage = z.object({
  lastHour: z.number().int().describe('Calls placed in this minute and the 59 before it.'),
  lastDay: z.number().int().describe('Calls placed in this minute and the 1439 before it.'),
}).meta({ id: 'GroupUsage' });

export type GroupUsageOutput = z.output<typeof groupUsage>;
