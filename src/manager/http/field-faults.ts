import type { z } from 'zod';
import { checkWritten } from '../../contract/check-written.ts';
import type { FieldFault } from '../../contract/problem.ts';
import { problemResponse } from './problem-response.ts';

export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'refused'; readonly response: Response };

/** Checks what somebody sent; the refusal names every faulty field at once. `at` leads to it in the body. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  sent: unknown,
  at: readonly string[] = [],
): Checked<z.output<Schema>> {
  const checked = checkWritten(schema, sent);
  if (checked.kind === 'valid') return checked;
  return {
    kind: 'refused',
    response: invalid(
      checked.faults.map(({ path, message }) => ({
        detail: message,
        pointer: jsonPointer([...at, ...path]),
      })),
    ),
  };
}

/** The refusal of fields: 422 with one entry per fault. */
export function invalid(errors: readonly FieldFault[]): Response {
  return problemResponse('invalid', { detail: errors.map(({ detail }) => detail).join(' '), errors });
}

/** A JSON Pointer as RFC 6901 §3 escapes it. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
