import { z } from 'zod';

/** A fault of one field; `pointer` is a JSON Pointer (RFC 6901) into the request's body. */
export const fieldFault = z.object({ detail: z.string(), pointer: z.string() });

/** Problem details, RFC 9457. `errors` names every faulty field at once. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** Names this occurrence; our log has the same. */
  instance: z.string().optional(),
  errors: z.array(fieldFault).optional(),
});

export type FieldFault = z.output<typeof fieldFault>;
export type Problem = z.output<typeof problem>;
