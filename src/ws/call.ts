import { readBody } from './body.ts';
import { bodyParameters, formParameters, type Parameter } from './parameters.ts';
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
  const inQuery = query === '' ? [] : formParameters(query);
  if (request.method === 'GET') return callOf(inQuery, [], sessionNames);
  const body = await readBody(request, patience);
  if (body.kind === 'late') return callOf(inQuery, [BODY_LATE], sessionNames);
  if (body.kind !== 'read') return body;
  if (body.bytes.length === 0) return callOf(inQuery, [], sessionNames);
  const inBody = await bodyParameters(body.bytes, request.headers);
  if (inBody === undefined) return callOf(inQuery, [BODY_UNREADABLE], sessionNames);
  return callOf(inBody, [], sessionNames, inQuery);
}

function callOf(
  parameters: readonly Parameter[],
  remarks: readonly string[],
  sessionNames: SessionNames,
  others: readonly Parameter[] = [],
): CallReading {
  const session = sessionNames.find(parameters) ?? sessionNames.find(others);
  if (session === undefined) {
    const names = sessionNames.names.join(', ');
    return {
      kind: 'read',
      call: { session, remarks: [...remarks, `No session id was sent, as any of ${names}.`] },
    };
  }
  if (isKeepable(session)) return { kind: 'read', call: { session, remarks } };
  return { kind: 'read', call: { session: undefined, remarks: [...remarks, SESSION_UNKEEPABLE] } };
}

const BODY_LATE = 'The body did not arrive in time.';
const BODY_UNREADABLE =
  'The body could not be read as what it seems to be: check its JSON or multipart form.';
const SESSION_UNKEEPABLE =
  `The session id can't be kept: use at most ${MAX_SESSION_LENGTH} characters of well-formed text without NUL.`;
