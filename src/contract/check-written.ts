import type { z } from 'zod';

/** What is wrong with one field of what somebody wrote; `path` leads to it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type Written<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** Checks what somebody wrote, in a request or in a file. Names every faulty field at once, in the product's words. */
export function checkWritten<Schema extends z.ZodType>(
  schema: Schema,
  written: unknown,
): Written<z.output<Schema>> {
  const parsed = schema.safeParse(written, { error: plainMessage });
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  return { kind: 'faulty', faults: parsed.error.issues.flatMap(faultsOf) };
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: `There is no field "${key}" here.`,
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
