import { z } from 'zod';
import { balance, percent } from './group.ts';
import { period } from './policies.ts';

/** Every outcome that can be told of a call. */
export const outcome = z.enum(['connected', 'busy', 'no_answer', 'failed', 'declined', 'caller_hung_up']);

export const endReason = z.enum(['completed', 'retried', 'superseded', 'expired', 'released', 'held']);

export const refusalReason = z.enum(['no_destination', 'at_capacity', 'closed', 'unhealthy', 'exhausted']);

const id = z.number().int();
const time = z.iso.datetime();

/** A destination as it was in that version of its group; an empty `uri` where that version is not known. */
const destinationThen = { id, name: z.string(), tier: z.number().int() };

const candidate = z.object({
  ...destinationThen,
  percent,
  weight: percent.describe('The percent that it counted with: less than `percent` after an ejection.'),
  active: z.number().int().describe('Its calls in progress as the balance counted them, without this one.'),
  deficit: z.number().describe(
    'In calls. `active`: how far it was below its share, with half of what it was short of before. `calls`: what it ' +
      'was owed. The most is chosen, of those that are not held back.',
  ),
  heldBack: z.boolean().describe('Passed over, whatever it was owed: by its corridor, or for a deadline.'),
  chosen: z.boolean(),
}).meta({ id: 'Candidate' });

const excluded = z.object({
  ...destinationThen,
  percent,
  reason: z.enum(['off', 'tried', 'closed', 'ejected', 'over_cap', 'full']),
  until: time.nullable().describe('When that was going to be over by itself; null: at any moment, or never.'),
  per: period.nullable().describe('Over what the cap that was used up counts calls.'),
  shared: z.string().nullable().describe('The name of the cap, when destinations share it.'),
  because: z.string().describe('What is to be said of it, as in "was closed until 08:00 UTC".'),
}).meta({ id: 'Excluded' });

const decision = z.object({
  candidates: z.array(candidate).describe('Those that could have the call.'),
  excluded: z.array(excluded).describe('Those of the same tier and of better ones that could not.'),
  others: z.number().int().describe('How many destinations more there were than are kept.'),
  endedBy: outcome.nullable().describe('The outcome after which nothing else was tried.'),
}).meta({ id: 'Decision' });

const step = {
  id,
  group: z.object({
    id,
    name: z.string().describe('Its name then; empty when this version of it is not known.'),
    version: z.number().int(),
    balance: balance.nullable().describe('Null when this version of it is not known.'),
  }),
  session: z.string().nullable().describe('Null when the request carried none.'),
  number: z.number().int().describe('1 for a new transfer, 2 for its first retry, …'),
  at: time,
  node: z.string().nullable().describe('In a cluster, the node that decided.'),
  because: z.string().describe('Why, in plain sentences.'),
  decision,
};

export const attemptStep = z.object({
  kind: z.literal('attempt').describe('The call was sent to a destination.'),
  ...step,
  destination: z.object({ id, name: z.string(), uri: z.string() }),
  tried: z.array(z.object({ id, name: z.string() })).describe('Where the earlier attempts were sent.'),
  expiresAt: time.describe('When it ends by itself if nobody ends it.'),
  endedAt: time.nullable().describe('Null while it is open.'),
  endReason: endReason.nullable(),
  outcome: outcome.nullable().describe('What became of the call, if that was told.'),
  seconds: z.number().nullable().describe('How long it was open; null while it is.'),
}).meta({ id: 'AttemptStep' });

export const refusalStep = z.object({
  kind: z.literal('refusal').describe('The call got no destination.'),
  ...step,
  reason: refusalReason,
  lastResort: z.string().nullable().describe('What it got instead: the group’s last resort.'),
}).meta({ id: 'RefusalStep' });

export const callStep = z.discriminatedUnion('kind', [attemptStep, refusalStep]);

/** One call, from its first attempt to its last. */
export const callTimeline = z.object({
  session: z.string(),
  steps: z.array(callStep).describe('In the order of time; empty when no call has this session.'),
  hasEarlier: z.boolean().describe('Whether there were more steps before these.'),
  keptDays: z.number().int().describe('For how many days after its end an attempt is kept.'),
}).meta({ id: 'CallTimeline' });

export const callQuery = z.strictObject({
  session: z.string('Say which session to look for.').min(1, 'Say which session to look for.')
    .max(512, 'A session id has at most 512 characters.')
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'A session id is well-formed text without NUL.',
    )
    .describe("The voice platform's id of the call, exactly as it was sent."),
});

/** The steps of a group, the newest first. */
export const callPage = z.object({
  steps: z.array(callStep),
  next: z.string().nullable().describe('Where the next page begins: send it as `before`. Null on the last.'),
}).meta({ id: 'CallPage' });

/** The most steps that one page has, and how many it has unless asked for another number. */
const MOST_STEPS = 100;
const STEPS = 20;

export const callPageQuery = z.strictObject({
  before: z.string().refine(isPosition, 'The `next` of a page.')
    .describe('The `next` of the page before.').optional(),
  limit: z.string().regex(/^[1-9]\d{0,2}$/, 'A number of steps.').transform(Number)
    .refine((limit) => limit <= MOST_STEPS, `At most ${MOST_STEPS} steps.`).default(STEPS)
    .meta({
      description: 'How many steps a page has at most.',
      type: 'integer',
      maximum: MOST_STEPS,
      default: STEPS,
      pattern: undefined,
    }),
});

export type CallStepOutput = z.output<typeof callStep>;
export type AttemptStepOutput = z.output<typeof attemptStep>;
export type RefusalStepOutput = z.output<typeof refusalStep>;
export type DecisionOutput = z.output<typeof decision>;
export type CandidateOutput = z.output<typeof candidate>;
export type ExcludedOutput = z.output<typeof excluded>;
export type CallTimeline = z.output<typeof callTimeline>;
export type CallPage = z.output<typeof callPage>;

/** A time as we write it and the number of a step. */
function isPosition(text: string): boolean {
  const [, at, id] = /^([^_]+)_(.+)$/.exec(text) ?? [];
  return z.iso.datetime({ precision: 3 }).safeParse(at).success && /^[1-9]\d{0,14}$/.test(id);
}
