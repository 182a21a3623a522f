import { problems, type ProblemType } from '../../contract/errors.ts';
import type { FieldFault, Problem } from '../../contract/problem.ts';

/** What one refusal adds to its problem type. */
export interface ProblemDetails {
  /** What happened and what to do, for the person who sent the request. */
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  /** Names this occurrence (RFC 9457 §3.1.5). */
  readonly instance?: string;
  /** Members of the problem type's own (RFC 9457 §3.2). */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where a problem type is named and explained; relative to the service, as RFC 9457 §3.1.1 allows. */
export const PROBLEM_BASE = '/api/problems/';

/** A refusal as RFC 9457 problem details; status and title are those of the type. */
export function problemResponse(type: ProblemType, details: ProblemDetails = {}): Response {
  const { detail, errors, instance, more, headers } = details;
  const { status, title } = problems[type];
  const body = { type: PROBLEM_BASE + type, title, status, detail, instance, errors, ...more } as Problem;
  return Response.json(body, { status, headers: { ...headers, 'content-type': 'application/problem+json' } });
}
