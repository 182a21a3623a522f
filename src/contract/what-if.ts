import { z } from 'zod';
import type { Remark } from '../routing/route-group.ts';
import { groupEdit, percent } from './group.ts';
import { readable, report } from './group-rules.ts';
import { instant } from './scheduled-edit.ts';

const DAY_MS = 86_400_000;

/** A month: what is older is rarely kept, and longer periods tell nothing more. */
const MOST_DAYS = 31;

/** What is asked: what a period would have been like with these changes. */
export const whatIfInput = z.strictObject({
  from: instant,
  to: instant,
  group: z.record(z.string(), z.unknown(), 'Enter the changes.'),
}).superRefine((period, context) => report(periodFaults(period), context), {
  when: readable(([field]) => field === 'from' || field === 'to'),
});

function periodFaults({ from, to }: { readonly from: Date; readonly to: Date }): Remark[] {
  if (from >= to) return [{ path: ['to'], message: 'This must be later than from.' }];
  if (to.getTime() - from.getTime() <= MOST_DAYS * DAY_MS) return [];
  return [{ path: ['from'], message: `A period has at most ${MOST_DAYS} days.` }];
}

/** The same, as the document shows it. */
export const whatIfDocumented = z.strictObject({
  from: z.iso.datetime({ offset: true }).meta({
    description: 'When the period begins.',
    examples: ['2026-11-24T09:00:00Z'],
  }),
  to: z.iso.datetime({ offset: true }).meta({
    description: 'When it ends; what is yet to come is left out.',
    examples: ['2026-11-24T17:00:00Z'],
  }),
  group: groupEdit.describe('The edit, as PUT takes it. {} asks for the present settings alone.'),
}).meta({ id: 'WhatIfInput' });

const share = z.number().nullable().describe('Percent of the group, two decimals; null of nothing.');
const calls = z.number().int();
const peak = calls.describe('The most at one time.');

const whatIfPart = z.object({
  placed: calls.describe('Calls placed, every further attempt of a call counted as one more.'),
  placedShare: share,
  active: z.object({ mean: z.number(), share, peak }).describe('Calls in progress, over the period.'),
}).meta({ id: 'WhatIfPart' });

const whatIfWhole = z.object({
  placed: calls,
  active: z.object({ mean: z.number(), peak }),
  refused: z.record(z.string(), calls).describe(
    'Requests that got no destination, by the error code of /ws.',
  ),
  lastResorts: calls.describe('How many of them were given the last resort.'),
}).meta({ id: 'WhatIfWhole' });

const three = <Each extends z.ZodType>(each: Each) => ({
  happened: each.describe('As it was recorded.'),
  present: each.describe('As the present settings would have had it.'),
  edited: each.describe('As the edited settings would have had it.'),
});

export const whatIfDestination = z.object({
  id: z.number().int().nullable().describe('Null for a new one.'),
  name: z.string(),
  tier: z.number().int(),
  presentPercent: percent.nullable().describe('The present target; null when it is not in the group.'),
  editedPercent: percent.nullable(),
  ...three(whatIfPart),
}).meta({ id: 'WhatIfDestination' });

/** What a period was like, and what it would have been like. */
export const whatIfOutput = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  version: z.number().int().describe('The present version.'),
  runUpFrom: z.iso.datetime().describe('Calls from then on were replayed as well, and not counted.'),
  calls: calls.describe('Calls that arrived in the period and were replayed.'),
  ...three(whatIfWhole),
  destinations: z.array(whatIfDestination).describe(
    'In the order of the edited group; then those it has no more.',
  ),
  hourly: z.array(
    z.object({ from: z.iso.datetime(), ...three(z.array(calls)) }).describe(
      'The calls placed in an hour, by destination in their order.',
    ),
  ),
}).meta({ id: 'WhatIf' });

export type WhatIfOutput = z.output<typeof whatIfOutput>;
export type WhatIfDestination = z.output<typeof whatIfDestination>;
export type WhatIfWhole = z.output<typeof whatIfWhole>;
export type WhatIfPart = z.output<typeof whatIfPart>;

/** What is compared: what happened, and the two replays. */
export const VIEWS = ['happened', 'present', 'edited'] as const;
