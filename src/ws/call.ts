import { type Outcome, readOutcome } from '../routing/outcome.ts';
import { readBody } from './body.ts';
import { bodyParameters, formParameters, type Parameter } from './parameters.ts';
import type { Patience } from './patience.ts';
import { isKeepable, MAX_SESSION_LENGTH, type SessionNames } from './session.ts';

/** What a request says about its call. */
export interface Call {
  readonly session: string | undefined;
  /** What became of the session's last attempt, if the request tells. */
  readonly outcome: Outcome | undefined;
  /** What was odd about the request, in whole sentences; empty when nothing was. */
  readonly remarks: readonly string[];
}

export type CallReading =
  | { readonly kind: 'read'; readonly call: Call }
  | { readonly kind: 'too large' }
  | { readonly kind: 'broken' };

export interface CallReader {
  readonly sessionNames: SessionNames;
  readonly patience: Patience;
}

/**
 * Reads session and outcome from body and query; the body's outrank the query's. A body that can't be read, or does not
 * come, is remarked upon and no obstacle: a call is never left without an answer.
 */
export async function readCall(
  request: Request,
  query: string,
  { sessionNames, patience }: CallReader,
): Promise<CallReading> {
  const inQuery = formParameters(query);
  if (request.method === 'GET') return callOf(sessionNames, [inQuery]);
  const body = await readBody(request, patience);
  if (body.kind === 'late') return callOf(sessionNames, [inQuery], BODY_LATE);
  if (body.kind !== 'read') return body;
  if (body.bytes.length === 0) return callOf(sessionNames, [inQuery]);
  const inBody = await bodyParameters(body.bytes, request.headers);
  if (inBody === undefined) return callOf(sessionNames, [inQuery], BODY_UNREADABLE);
  return callOf(sessionNames, [inBody, inQuery]);
}

function callOf(
  names: SessionNames,
  sources: readonly (readonly Parameter[])[],
  ...remarks: string[]
): CallReading {
  const session = sessionIn(names, sources, remarks);
  const outcome = outcomeIn(sources, remarks);
  return { kind: 'read', call: { session, outcome, remarks } };
}

function sessionIn(
  names: SessionNames,
  sources: readonly (readonly Parameter[])[],
  remarks: string[],
): string | undefined {
  const found = firstOf(sources, (parameters) => names.find(parameters));
  if (found !== undefined && isKeepable(found)) return found;
  remarks.push(
    found === undefined ? `No session id was sent, as any of ${names.names.join(', ')}.` : SESSION_UNKEEPABLE,
  );
}

function outcomeIn(sources: readonly (readonly Parameter[])[], remarks: string[]): Outcome | undefined {
  const told = firstOf(sources, (parameters) => parameters.find(([name]) => name === OUTCOME)?.[1]);
  const outcome = told === undefined ? null : readOutcome(told);
  if (outcome === undefined) remarks.push(OUTCOME_UNKNOWN);
  return outcome ?? undefined;
}

function firstOf(
  sources: readonly (readonly Parameter[])[],
  find: (parameters: readonly Parameter[]) => string | undefined,
): string | undefined {
  for (const parameters of sources) {
    const found = find(parameters);
    if (found !== undefined) return found;
  }
}

/** The parameter that tells what became of the session's last attempt. */
const OUTCOME = 'outcome';

const OUTCOME_UNKNOWN =
  'The outcome is not understood, and was left out of account: use connected, busy, no_answer, failed, declined or caller_hung_up.';
const BODY_LATE = 'The body did not arrive in time.';
const BODY_UNREADABLE =
  'The body could not be read as what it seems to be: check its JSON or multipart form.';
const SESSION_UNKEEPABLE =
  `The session id can't be kept: use at most ${MAX_SESSION_LENGTH} characters of well-formed text without NUL.`;
