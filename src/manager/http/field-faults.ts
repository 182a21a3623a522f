import { z } from 'zod';
import type { FieldFault } from '../../contract/problem.ts';
import { problemResponse } from './problem-response.ts';

export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'refused'; readonly response: Response };

/** Checks what somebody sent; the refusal names every faulty field at once. */
export function check<Schema extends z.ZodType>(schema: Schema, sent: unknown): Checked<z.output<Schema>> {
  const parsed = schema.safeParse(sent, { error: plainMessage });
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  return { kind: 'refused', response: invalid(parsed.error.issues.flatMap(faultsOf)) };
}

/** The refusal of fields: 422 with one entry per fault. */
export function invalid(errors: readonly FieldFault[]): Response {
  return problemResponse('invalid', { detail: errors.map(({ detail }) => detail).join(' '), errors });
}

/** A JSON Pointer as RFC 6901 §3 escapes it. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ detail: issue.message, pointer: jsonPointer(issue.path) }];
  }
  return issue.keys.map((key) => ({
    detail: `There is no field "${key}" here.`,
    pointer: jsonPointer([...issue.path, key]),
  }));
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Words for the faults that a schema leaves without words of its own. */
function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    const kind = KINDS[String(issue.expected)] ?? String(issue.expected);
    return issue.input === undefined ? `This must be given: ${kind}.` : `This must be ${kind}.`;
  }
  if (issue.code === 'invalid_value') return `Use one of ${(issue.values as unknown[]).join(', ')}.`;
  return undefined;
}
