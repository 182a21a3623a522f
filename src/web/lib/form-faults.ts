import type { z } from 'zod';
import { ProblemError } from './fetch-json.ts';

/** What is wrong with a form, by the names of its fields. */
export type Faults = Readonly<Record<string, string>>;

/** What was sent can't be taken, for reasons that belong beside fields. */
export class FormError extends Error {
  override readonly name = 'FormError';

  constructor(readonly faults: Faults) {
    super(Object.values(faults).join(' '));
  }
}

/** The faults that the contract's own rules find; of several for a field, the first. */
export function faultsOfIssues(issues: readonly z.core.$ZodIssue[]): Faults {
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
}

/** The faults that the service has found; none when it refused for another reason. */
export function faultsOfError(error: Error): Faults {
  if (error instanceof FormError) return error.faults;
  const errors = error instanceof ProblemError ? error.problem.errors ?? [] : [];
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.replace(/^#?\//, ''), detail]));
}
