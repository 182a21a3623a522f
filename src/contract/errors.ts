/**
 * Every error code of the data plane (`/ws`), and what it tells the person who reads it in a log or a debugger.
 * The reference page `docs/reference/errors.md` lists the same codes; a test holds the two together.
 */
export const wsErrors = {
  unknown_route:
    'No route group has this URL. It may have been deleted, or its key rotated: copy the link again.',
  no_destination:
    'The route group has no destination that takes calls. Enable one that has a percent above 0.',
  at_capacity:
    'Every destination that could take the call is at a cap. Raise a cap, add a destination, or set a last resort.',
  closed:
    'Every destination that could take the call is outside its hours. Check the hours, or set a last resort.',
  unhealthy:
    'Every destination that could take the call is ejected: its calls failed. Check the destinations themselves.',
  exhausted:
    'Nothing is left to try for this session: by the destinations, the attempts or the outcomes it has had. ' +
    'Use the backup number.',
  bad_request: 'The request could not be read. Compare it with the example of the Route Manager.',
  internal: 'Something failed on our side; the log says what. Use the backup number.',
} as const;

export type WsErrorCode = keyof typeof wsErrors;

/** The problem types of the REST API (RFC 9457), by the last part of their `type`, with their status and title. */
export const problems = {
  'bad-request': { status: 400, title: 'The request could not be read' },
  'unauthenticated': { status: 401, title: 'Sign in or send an API key' },
  'forbidden': { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'conflict': { status: 409, title: 'Not possible in the present state' },
  'stale-version': { status: 412, title: 'Somebody else saved meanwhile' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'invalid': { status: 422, title: 'Some fields need a correction' },
  'version-required': { status: 428, title: 'Say which version you are changing' },
  'too-many-requests': { status: 429, title: 'Too many tries' },
  'internal': { status: 500, title: 'Something failed on our side' },
  'unavailable': { status: 503, title: 'Storage is not reachable' },
} as const;

export type ProblemType = keyof typeof problems;
