import { z } from 'zod';

const numberInQuery = (what: string) =>
  z.string().regex(/^[1-9]\d{0,14}$/, 'A number that we gave.').transform(Number)
    .meta({ description: what, type: 'integer', pattern: undefined });

const sessionText = (what: string) =>
  z.string().min(1, 'Leave it out, or give a text.').max(512, 'At most 512 characters.').describe(what);

const openedBefore = z.iso.datetime({ offset: true, error: 'A time such as 2026-03-01T00:00:00Z.' })
  .transform((text) => new Date(text))
  .meta({ description: 'Only what began earlier.', format: 'date-time' });

/** Which calls in progress are meant: those that match everything that is given. */
export const openSessionFilter = z.strictObject({
  session: sessionText('The whole session id.'),
  sessionPrefix: sessionText('How the session id begins.'),
  destination: z.int().positive().describe("The destination's number."),
  openedBefore,
}).partial();

/** The most sessions that one page has, and how many it has unless asked for another number. */
export const MOST_SESSIONS = 200;
const SESSIONS = 50;

export const openSessionQuery = openSessionFilter.extend({
  destination: numberInQuery("The destination's number.").optional(),
  order: z.enum(['oldest', 'newest']).default('oldest').describe('Which come first.'),
  after: z.string().regex(/^\d{1,15}_\d{1,15}$/, 'The `next` of a page.')
    .describe('The `next` of the page before.').optional(),
  limit: numberInQuery('How many sessions a page has at most.')
    .refine((limit) => limit <= MOST_SESSIONS, `At most ${MOST_SESSIONS} sessions.`)
    .default(SESSIONS),
});

/** An attempt that is open: a call at a destination, as far as anybody has told. */
export const openSession = z.object({
  id: z.int().describe("The attempt's number: what a release names."),
  session: z.string().nullable().describe('Null when the request carried no session id.'),
  group: z.object({ id: z.int(), name: z.string() }),
  destination: z.object({
    id: z.int(),
    name: z.string().nullable().describe('Null when the group no longer has it.'),
  }),
  attempt: z.int().describe('1 for a new transfer, 2 for its first retry, …'),
  openedAt: z.iso.datetime(),
  ageSeconds: z.int(),
  expiresAt: z.iso.datetime().describe('When its place is freed if nobody completes it.'),
  node: z.string().nullable().describe('In a cluster, the node that placed it.'),
}).meta({ id: 'OpenSession' });

export const ageCount = z.object({
  underSeconds: z.int().nullable().describe(
    'Younger than this, and not in an entry before; null for all others.',
  ),
  sessions: z.int(),
});

export const openSessionPage = z.object({
  sessions: z.array(openSession),
  next: z.string().nullable().describe('Where the next page begins: send it as `after`. Null on the last.'),
  ages: z.array(ageCount).describe('How many match by their age, on all pages together.'),
});

/** How many attempts one request names at most. */
const MOST_IDS = 1000;

export const releaseInput = z.strictObject({
  ids: z.array(z.int().positive()).min(1, 'Name at least one.')
    .max(MOST_IDS, `At most ${MOST_IDS} at a time.`)
    .describe('The attempts, by their numbers.').optional(),
  filter: openSessionFilter.describe(
    'All that match instead; `{}` for all that are open when the request arrives.',
  ).optional(),
}).refine(
  ({ ids, filter }) => (ids === undefined) !== (filter === undefined),
  'Give either ids or a filter.',
);

export const releaseOutput = z.object({
  released: z.int().describe('How many attempts this request ended. Asking again ends none twice.'),
  more: z.boolean().describe(
    'Whether there may be more that match: ask again with the same filter and `openedBefore`.',
  ),
});

export type OpenSessionFilter = z.output<typeof openSessionFilter>;
export type OpenSessionQuery = z.output<typeof openSessionQuery>;
export type OpenSessionOutput = z.output<typeof openSession>;
export type OpenSessionPageOutput = z.output<typeof openSessionPage>;
export type ReleaseInput = z.output<typeof releaseInput>;
export type ReleaseOutput = z.output<typeof releaseOutput>;
