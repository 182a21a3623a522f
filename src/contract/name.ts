import { z } from 'zod';

/** What people call a group, a destination or a shared cap. */
export const name = z.string('Enter a name.').trim().min(1, 'Enter a name.').max(
  100,
  'A name has at most 100 characters.',
)
  // deno-lint-ignore no-control-regex
  .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'A name has no line breaks or control characters.')
  .refine((text) => text.isWellFormed(), 'A name is readable text: this one has half of a surrogate pair.');
