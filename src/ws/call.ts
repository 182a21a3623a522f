import { readBody } from './body.ts';
import { bodyParameters, formParameters } from './parameters.ts';
import type { Patience } from './patience.ts';
import { isKeepable, MAX_SESSION_LENGTH, type SessionNames } from './session.ts';

/** What a request says about its call. */
export interface Call {
  readonly session: string | undefined;
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
 * Reads the session from body and query; the body's outranks the query's. A body that can't be read, or does not come,
 * is remarked upon and no obstacle: a call is never left without an answer.
 */
export async function readCall(
  request: Request,
  query: string,
  { sessionNames, patience }: CallReader,
): Promise<CallReading> {
  const inQuery = () => sessionNames.find(formParameters(query));
  if (request.method === 'GET') return callOf(sessionNames, inQuery());
  const body = await readBody(request, patience);
  if (body.kind === 'late') return callOf(sessionNames, inQuery(), BODY_LATE);
  if (body.kind !== 'read') return body;
  if (body.bytes.length === 0) return callOf(sessionNames, inQuery());
  const parameters = await bodyParameters(body.bytes, request.headers);
  if (parameters === undefined) return callOf(sessionNames, inQuery(), BODY_UNREADABLE);
  return callOf(sessionNames, sessionNames.find(parameters) ?? inQuery());
}

function callOf({ names }: SessionNames, found: string | undefined, ...remarks: string[]): CallReading {
  const session = found !== undefined && isKeepable(found) ? found : undefined;
  if (found === undefined) remarks.push(`No session id was sent, as any of ${names.join(', ')}.`);
  else if (session === undefined) remarks.push(SESSION_UNKEEPABLE);
  return { kind: 'read', call: { session, remarks } };
}

const BODY_LATE = 'The body did not arrive in time.';
const BODY_UNREADABLE =
  'The body could not be read as what it seems to be: check its JSON or multipart form.';
const SESSION_UNKEEPABLE =
  `The session id can't be kept: use at most ${MAX_SESSION_LENGTH} characters of well-formed text without NUL.`;
