import { z } from 'zod';
import { isTimeZone, minuteOfDay, MINUTES_OF_A_DAY } from '../routing/calendar/wall-clock.ts';
import type { Outcome } from '../routing/outcome.ts';
import type { Remark } from '../routing/route-group.ts';
import { groupInput } from './group.ts';
import { readable, report } from './group-rules.ts';
import { name } from './name.ts';

/** A month: longer ones tell nothing that a busy one does not. */
const MOST_HOURS = 744;

const outcome: z.ZodType<Outcome> = z.enum([
  'connected',
  'busy',
  'no_answer',
  'failed',
  'declined',
  'caller_hung_up',
]);

const percentOf = z.number('Enter a percent, such as 2.5.').min(0, 'A percent is at least 0.')
  .max(100, 'A percent is at most 100.');

const above0 = (what: string) => z.number(`Enter ${what}.`).positive(`Enter ${what} above 0.`);

const callsPerHour = z.number('Enter how many calls arrive in an hour.').min(0, 'A rate is 0 or more.')
  .max(1_000_000, 'A rate is at most 1000000.');

/** A time of the day at which something begins. */
const beginning = z.string('Enter a time, such as 08:00.')
  .refine(
    (text) => (minuteOfDay(text) ?? MINUTES_OF_A_DAY) < MINUTES_OF_A_DAY,
    'Times are written as 08:00 or 17:30.',
  );

const ending = z.string('Enter a time, such as 18:00.')
  .refine((text) => minuteOfDay(text) !== undefined, 'Times are written as 08:00 or 17:30, up to 24:00.');

const calls = z.strictObject({
  callsPerHour: callsPerHour.optional().describe('How many arrive on average, at random, at any time.'),
  rates: z.array(z.strictObject({ from: beginning, callsPerHour }), 'This must be a list.').min(1).max(1440)
    .optional()
    .describe(
      'In its place, when that varies over the day: each rate holds from its time until the next one.',
    ),
  meanSeconds: above0('how long calls last on average').default(180)
    .describe('How long calls last on average; log-normal, σ = 1.2.'),
  neverCompletedPercent: percentOf.default(0)
    .describe('The part of the calls whose application never completes the session.'),
})
  .superRefine(({ callsPerHour, rates }, context) => {
    if ((callsPerHour === undefined) === (rates === undefined)) {
      const message = 'Say how many calls arrive: either callsPerHour, or rates.';
      context.addIssue({ code: 'custom', path: ['callsPerHour'], message });
    }
  }, { when: readable(([field]) => field === 'callsPerHour' || field === 'rates') })
  .superRefine(({ rates = [] }, context) => {
    const minutes = rates.map(({ from }) => minuteOfDay(from)!);
    minutes.forEach((minute, index) => {
      if (index === 0 || minute > minutes[index - 1]) return;
      const message = 'Rates follow each other by their times, the earliest first.';
      context.addIssue({ code: 'custom', path: ['rates', index, 'from'], message });
    });
  }, { when: readable(([field, , of]) => field === 'rates' && [undefined, 'from'].includes(of)) });

const conduct = {
  failPercent: percentOf.describe('The part of the attempts that fail.'),
  afterSeconds: above0('how long an attempt that fails takes').describe(
    'How long such an attempt takes; 5 unless set.',
  ),
  outcome: outcome.describe(
    'What the application tells of it; nothing when left out. After caller_hung_up it asks for nothing else.',
  ),
  silent: z.boolean().describe(
    'The destination accepts the call and drops it: the application completes it as if it had been served.',
  ),
  durationFactor: above0('how many times as long calls last').describe(
    'Calls that it serves last so many times as long as elsewhere.',
  ),
};

const partOfConduct = z.strictObject(conduct).partial();

/** How a destination behaves, as far as it says. */
const behaviour = z.strictObject({
  ...partOfConduct.shape,
  during: z.array(
    z.strictObject({
      from: beginning.describe('By the clocks of the scenario, on each of its days.'),
      to: ending.describe('Until just before. A time before `from` is on the next day.'),
      ...partOfConduct.shape,
    }).refine(({ from, to }) => minuteOfDay(from) !== minuteOfDay(to), {
      path: ['to'],
      error: 'That is no time. For the whole day: 00:00 to 24:00.',
    }),
    'This must be a list.',
  ).max(100, 'There are at most 100.').default([])
    .describe(
      'What is otherwise at these times. What an entry leaves out stays; of several the last one counts.',
    ),
}).superRefine((written, context) => report(conductFaults(written), context), { when: readable(() => true) });

/** A day of calls: what `simulate` is told of the group, the callers and the destinations. */
export const scenarioInput = z.strictObject({
  scenario: name.describe('What it is called.'),
  start: z.string('Enter a date and time, such as 2026-11-01T00:00.').describe(
    'When it begins, by the clocks of `timeZone`; a time that they show twice is the first one.',
  ),
  timeZone: z.string('Enter a time zone, such as America/New_York.').refine(
    isTimeZone,
    'There is no such time zone. It looks like America/New_York or UTC.',
  ).describe('The time zone of every time of the scenario outside of its group.'),
  hours: above0('how many hours it lasts').max(MOST_HOURS, `At most ${MOST_HOURS} hours.`).default(24)
    .describe(
      'How many hours pass. A day has 25 of them when the clocks go back, and 23 when they go forward.',
    ),
  seed: z.int('A seed is a whole number.').min(0, 'A seed is 0 or more.').default(1)
    .describe('Another one gives other random calls.'),
  calls,
  behaviour: z.record(z.string(), behaviour, 'Enter how destinations behave, by their names.').default({})
    .describe('How destinations behave, by their names. One that is not here serves every call.'),
  group: groupInput.describe('What `groups apply` takes.'),
})
  .superRefine(({ start, timeZone }, context) => report(startFaults(start, timeZone), context), {
    when: readable(([field]) => field === 'start' || field === 'timeZone'),
  })
  .superRefine(({ behaviour, group }, context) => report(nameFaults(behaviour, group), context), {
    // Other faults of the group are no reason not to look for names in it.
    when: readable(([field, of]) => field === 'behaviour' && of === undefined),
  });

export type ScenarioInput = z.output<typeof scenarioInput>;
export type BehaviourInput = ScenarioInput['behaviour'][string];

/** When a scenario starts, in milliseconds of Unix time; undefined when the clocks never show that. */
export function startMsOf(
  { start, timeZone }: Pick<ScenarioInput, 'start' | 'timeZone'>,
): number | undefined {
  const written = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(start) ? start : undefined;
  if (written === undefined) return undefined;
  try {
    const local = Temporal.PlainDateTime.from(written, { overflow: 'reject' });
    const moment = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
    return moment.toPlainDateTime().equals(local) ? moment.epochMilliseconds : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Conduct = z.output<typeof partOfConduct>;

/** What would have no effect, or could not be. */
function conductFaults({ during, ...always }: Conduct & { readonly during: readonly Conduct[] }): Remark[] {
  const all = [always, ...during];
  const isNeverFailing = all.every(({ failPercent }) => failPercent === undefined);
  return all.flatMap((each, index) => {
    const path = index === 0 ? [] : ['during', index - 1];
    const { outcome, silent } = { ...always, ...each };
    const idle = (['outcome', 'silent', 'afterSeconds'] as const).find((field) => each[field] !== undefined);
    if (isNeverFailing && idle !== undefined) {
      return [{
        path: [...path, idle],
        message: 'Say what part of the attempts fails as well: failPercent.',
      }];
    }
    if (outcome !== 'connected' || silent === true) return [];
    const message = 'Nothing fails that is connected, unless the destination is silent.';
    return [{ path: [...path, 'outcome'], message }];
  });
}

function startFaults(start: string, timeZone: string): Remark[] {
  if (startMsOf({ start, timeZone }) !== undefined) return [];
  const message = `"${start}" is no date and time in ${timeZone}. It looks like 2026-11-01T00:00.`;
  return [{ path: ['start'], message }];
}

function nameFaults(behaviour: ScenarioInput['behaviour'], group: ScenarioInput['group']): Remark[] {
  const { destinations } = { ...group };
  if (!Array.isArray(destinations)) return [];
  const names = destinations.map((each) => ({ ...each }).name);
  return Object.keys(behaviour).flatMap((called) => {
    const meant = names.filter((name) => name === called).length;
    if (meant === 1) return [];
    const message = meant === 0
      ? `The group has no destination "${called}".`
      : `The group has several destinations "${called}". Give them different names.`;
    return [{ path: ['behaviour', called], message }];
  });
}
