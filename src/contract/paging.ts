import { z } from 'zod';

/** A moment in a query; what it means is `what`. */
export const queryTime = (what: string) =>
  z.iso.datetime({ offset: true, error: 'A time such as 2026-03-01T00:00:00Z.' })
    .transform((text) => new Date(text)).meta({ description: what, format: 'date-time' });

/** A group by its number, in a query. */
export const queryGroup = z.string().regex(/^[1-9]\d{0,14}$/, "A group's number.").transform(Number)
  .meta({ description: "A group's number.", type: 'integer', pattern: undefined });

/** The `next` of a page, as it is sent back for the page after it. */
export const queryPosition = z.string().refine(isPosition, 'The `next` of a page.')
  .describe('The `next` of the page before.');

/** How many events a page has: at most `most`, and `usual` unless asked for another number. */
export const queryLimit = (most: number, usual: number) =>
  z.string().regex(/^[1-9]\d{0,2}$/, 'A number of events.').transform(Number)
    .refine((limit) => limit <= most, `At most ${most} events.`).default(usual)
    .meta({
      description: 'How many events a page has at most.',
      type: 'integer',
      maximum: most,
      default: usual,
      pattern: undefined,
    });

/** Where the next page begins. */
export const nextPosition = z.string().nullable()
  .describe('Where the next page begins: send it as `before`. Null on the last.');

/** A time as we write it and the number of an event. */
function isPosition(text: string): boolean {
  const [, at, id] = /^([^_]+)_(.+)$/.exec(text) ?? [];
  return z.iso.datetime({ precision: 3 }).safeParse(at).success && /^[1-9]\d{0,14}$/.test(id);
}
