import { z } from 'zod';
import { WEEKDAYS } from '../routing/calendar/wall-clock.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../routing/default-policies.ts';
import type { Outcome } from '../routing/outcome.ts';
import type { Cap, HealthSettings, OpeningHours, OpenRange, SharedCap } from '../routing/policies.ts';
import { name } from './name.ts';

export const period = z.enum(['hour', 'day', 'month']);
export const healthMode = z.enum(['off', 'observe', 'on']);

/** The outcomes that a retry can follow: after a call that was connected there is none. */
export const failedOutcome = z.enum(['busy', 'no_answer', 'failed', 'declined', 'caller_hung_up']);

/** What names a destination of a group: its id, or its name as long as no other destination has it. */
export type DestinationReference = number | string;

/** A shared cap as it is written, which may be before its destinations have ids. */
export type SharedCapInput = Omit<SharedCap, 'destinations'> & {
  readonly destinations: readonly DestinationReference[];
};

/** Lists are longer than anybody needs, and short enough to be checked while calls wait. */
const listOf = <Entry extends z.ZodType>(entry: Entry, most = 100) =>
  z.array(entry, 'This must be a list.').max(most, `There are at most ${most}.`);

const caps: z.ZodType<readonly Cap[]> = listOf(z.strictObject({
  per: period.describe('Counted anew with each hour, day or month that the clocks on the wall show.'),
  calls: z.int('A cap is a whole number.').describe(
    'The most calls placed in it, retries included; 1 or more.',
  ),
}));

const openRange: z.ZodType<OpenRange> = z.strictObject({
  days: listOf(z.enum(WEEKDAYS)).describe('The days on which it begins.'),
  from: z.string('Enter a time, such as 08:00.').meta({ examples: ['08:00'] }),
  to: z.string('Enter a time, such as 18:00.').meta({
    examples: ['18:00'],
    description:
      'Open until just before. 24:00 is the end of the day; a time before `from` is on the next day.',
  }),
});

const timeZone = z.string('Enter a time zone, such as America/New_York.')
  .meta({ examples: ['America/New_York'] });

const hoursFields = {
  timeZone: timeZone.describe('A name of the IANA time zone database.'),
  open: listOf(openRange),
  closed: listOf(z.string('Enter a date, such as 2026-12-25.'), 1000).meta({
    examples: [['2026-12-25']],
    description: 'Dates on which nothing opens.',
  }),
};

const hours: z.ZodType<OpeningHours | null> = z.strictObject(hoursFields).nullable();
const hoursInput: z.ZodType<OpeningHours | null> = z.strictObject({
  ...hoursFields,
  closed: hoursFields.closed.default([]),
}).nullable();

const words = {
  hours: 'When it takes calls, by the clocks on the walls of its time zone; null means at all times.',
  caps: 'Caps on the calls placed in a period, in the time zone of the hours, or else of the group.',
  sharedCaps: 'Caps that destinations of the group have together.',
  health: 'When the failures of its recent calls take a destination out for a while.',
};

/** What a destination may be told besides its share. */
export const destinationPolicies = { hours: hours.describe(words.hours), caps: caps.describe(words.caps) };

export const destinationPoliciesEdit = { ...destinationPolicies, hours: hoursInput.describe(words.hours) };

export const destinationPoliciesInput = {
  hours: destinationPoliciesEdit.hours.default(DEFAULT_DESTINATION_POLICIES.hours),
  caps: destinationPoliciesEdit.caps.default(DEFAULT_DESTINATION_POLICIES.caps),
};

const sharedCapFields = {
  name,
  destinations: listOf(z.int().positive(), 1000).describe('The ids of destinations of the group.'),
  maxActive: z.int('A cap is a whole number, or null for no cap.').nullable()
    .describe('The most calls in progress at all of them; null means no such cap, 0 means no calls.'),
  caps: caps.describe("Counted in the group's time zone."),
};

const sharedCaps: z.ZodType<readonly SharedCap[]> = listOf(z.strictObject(sharedCapFields));
const sharedCapsInput: z.ZodType<readonly SharedCapInput[]> = listOf(z.strictObject({
  ...sharedCapFields,
  destinations: listOf(
    z.union([z.int().positive(), z.string().trim()], 'Use ids or names of destinations.'),
    1000,
  )
    .describe('The ids of destinations of the group, or their names as long as no other has the same.'),
  maxActive: sharedCapFields.maxActive.default(null),
  caps: sharedCapFields.caps.default([]),
}));

const healthFields = {
  mode: healthMode.describe('`observe` reports what `on` would do, and changes no call.'),
  consecutiveFailures: z.int('Enter a whole number.').describe(
    'So many failures in a row eject a destination.',
  ),
  failurePercent: z.int('Enter a whole number, or nothing.').nullable()
    .describe('So large a part of the recent attempts ejects it as well; null: only failures in a row do.'),
  minimumAttempts: z.int('Enter a whole number.').describe(
    'Below so many attempts there is no talk of a part.',
  ),
  ejectSeconds: z.int('Whole seconds.')
    .describe('How long the first ejection lasts; the second twice as long, and so on up to ten times.'),
  panicPercent: z.int('Enter a whole number.')
    .describe('No ejection leaves less than this part of a tier, unless a later tier can help.'),
};

const health: z.ZodType<HealthSettings> = z.strictObject(healthFields);
const healthEdit: z.ZodType<Partial<HealthSettings>> = z.strictObject(healthFields).partial();
const healthInput: z.ZodType<HealthSettings> = z.strictObject({
  mode: healthFields.mode.default(DEFAULT_POLICIES.health.mode),
  consecutiveFailures: healthFields.consecutiveFailures.default(DEFAULT_POLICIES.health.consecutiveFailures),
  failurePercent: healthFields.failurePercent.default(DEFAULT_POLICIES.health.failurePercent),
  minimumAttempts: healthFields.minimumAttempts.default(DEFAULT_POLICIES.health.minimumAttempts),
  ejectSeconds: healthFields.ejectSeconds.default(DEFAULT_POLICIES.health.ejectSeconds),
  panicPercent: healthFields.panicPercent.default(DEFAULT_POLICIES.health.panicPercent),
});

const terminalOutcomes: z.ZodType<readonly Outcome[]> = listOf(failedOutcome)
  .describe('After these outcomes nothing else is tried for a session.');

/** What a group may be told besides its balance. */
export const groupPolicies = {
  timeZone: timeZone.describe(
    'In which destinations without hours count their caps, and shared caps are counted.',
  ),
  sharedCaps: sharedCaps.describe(words.sharedCaps),
  lastResort: z.string().nullable()
    .describe('The destination string to give when no destination is eligible. It is not counted.'),
  terminalOutcomes,
  maxAttempts: z.int('Enter a whole number, or nothing.').nullable()
    .describe('The most destinations to be tried for one transfer; null means every one.'),
  holdSeconds: z.int('Whole seconds.').nullable().describe(
    'For blind transfers: a call counts for exactly this long, whatever is reported. Null means until completion.',
  ),
  health: health.describe(words.health),
};

export const groupPoliciesEdit = {
  ...groupPolicies,
  sharedCaps: sharedCapsInput.describe(words.sharedCaps),
  health: healthEdit.describe(`${words.health} What is left out keeps its value.`),
};

export const groupPoliciesInput = {
  timeZone: groupPolicies.timeZone.default(DEFAULT_POLICIES.timeZone),
  sharedCaps: groupPoliciesEdit.sharedCaps.default(DEFAULT_POLICIES.sharedCaps),
  lastResort: groupPolicies.lastResort.default(DEFAULT_POLICIES.lastResort),
  terminalOutcomes: terminalOutcomes.default(DEFAULT_POLICIES.terminalOutcomes),
  maxAttempts: groupPolicies.maxAttempts.default(DEFAULT_POLICIES.maxAttempts),
  holdSeconds: groupPolicies.holdSeconds.default(DEFAULT_POLICIES.holdSeconds),
  health: healthInput.default(DEFAULT_POLICIES.health).describe(words.health),
};
