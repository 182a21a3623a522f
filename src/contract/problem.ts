import { z } from 'zod';

/** A fault of one field; `pointer` is a JSON Pointer (RFC 6901) into the request's body. */
export const fieldFault = z.object({ detail: z.string(), pointer: z.string() }).meta({ id: 'FieldFault' });

/** Problem details, RFC 9457. `errors` names every faulty field at once. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional().describe('What happened and what to do.'),
  instance: z.string().optional().describe("Names this occurrence; the service's log has the same."),
  errors: z.array(fieldFault).optional(),
}).meta({ id: 'Problem' });

export type FieldFault = z.output<typeof fieldFault>;
export type Problem = z.output<typeof problem>;
