import { mayAct, type Role } from '../../contract/roles.ts';
import type { Authenticator, Principal } from '../principal.ts';
import { check, type Checked } from './field-faults.ts';
import { readIfMatch } from './if-match.ts';
import type { Operation } from './operation.ts';
import { problemResponse } from './problem-response.ts';
import { readJsonBody } from './request-body.ts';
import { mayWrite } from './same-origin.ts';

export interface Doorkeeper {
  readonly authenticator: Authenticator;
  readonly publicUrl: string;
}

/**
 * Runs an operation for a request: who asks, may they, does what they send fit; then its handler.
 * The checks stand in the order in which a sender would want to know.
 */
export async function serveOperation(
  operation: Operation,
  request: Request,
  pathParameters: Readonly<Record<string, string>>,
  doorkeeper: Doorkeeper,
): Promise<Response> {
  const admitted = await admit(operation, request, doorkeeper);
  if (admitted.kind === 'refused') return admitted.response;
  const parameters = operation.parameters?.safeParse(pathParameters);
  if (parameters?.success === false) return problemResponse('not-found');
  const query = readQuery(operation, request);
  if (query.kind === 'refused') return query.response;
  const expected = readPrecondition(operation, request);
  if (expected.kind === 'refused') return expected.response;
  const body = await readBody(operation, request);
  if (body.kind === 'refused') return body.response;
  return await operation.handle({
    request,
    principal: admitted.value,
    parameters: parameters?.data,
    query: query.value,
    body: body.value,
    expectedVersion: expected.value,
  });
}

async function admit(
  { needs, signedInOnly }: Operation,
  request: Request,
  { authenticator, publicUrl }: Doorkeeper,
): Promise<Checked<Principal | undefined>> {
  if (!mayWrite(request, publicUrl)) return refused(problemResponse('forbidden', { detail: FOREIGN_PAGE }));
  if (needs === 'anyone') return valid(undefined);
  const principal = await authenticator.authenticate(request);
  if (!principal) {
    const headers = { 'www-authenticate': 'Bearer' };
    return refused(problemResponse('unauthenticated', { detail: HOW_TO_SIGN_IN, headers }));
  }
  if (!mayAct(principal.role, needs)) return refused(notAllowed(principal.role, needs));
  return signedInOnly && principal.actor.kind !== 'user'
    ? refused(problemResponse('forbidden', { detail: NOT_WITH_A_KEY }))
    : valid(principal);
}

const HOW_TO_SIGN_IN =
  'Sign in at the Route Manager, or send a valid API key as "Authorization: Bearer KEY".';
const NOT_WITH_A_KEY = 'An API key can not do this. Sign in.';
const FOREIGN_PAGE =
  'Only the Route Manager itself may write with a signed-in session. Use an API key instead.';

function notAllowed(has: Role, needs: Role): Response {
  return problemResponse('forbidden', { detail: `This needs the role ${needs}; yours is ${has}.` });
}

function readQuery({ query }: Operation, request: Request): Checked<unknown> {
  if (!query) return valid(undefined);
  return check(query, Object.fromEntries(new URL(request.url).searchParams));
}

function readPrecondition({ ifMatch }: Operation, request: Request): Checked<number | undefined> {
  if (!ifMatch) return valid(undefined);
  const read = readIfMatch(request.headers.get('if-match'));
  if (read.kind === 'version') return valid(read.version);
  if (read.kind === 'unreadable') {
    return refused(problemResponse('bad-request', { detail: UNREADABLE_VERSION }));
  }
  if (read.kind === 'absent' && ifMatch === 'required') {
    return refused(problemResponse('version-required', { detail: VERSION_REQUIRED }));
  }
  return valid(undefined);
}

const UNREADABLE_VERSION = 'If-Match carries one version in quotes, as in: If-Match: "3".';
const VERSION_REQUIRED =
  'Send the version you read, as in: If-Match: "3". Then nobody\'s edit is lost. If-Match: * takes the present one.';

async function readBody({ body }: Operation, request: Request): Promise<Checked<unknown>> {
  if (!body) return valid(undefined);
  const read = await readJsonBody(request);
  return read.kind === 'read' ? check(body, read.json) : read;
}

function valid<Value>(value: Value): Checked<Value> {
  return { kind: 'valid', value };
}

function refused(response: Response): { readonly kind: 'refused'; readonly response: Response } {
  return { kind: 'refused', response };
}
