import type { Log } from '../log.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { failure, type WsAnswer } from './answer.ts';
import { MAX_BODY_BYTES } from './body.ts';
import { type CallReader, readCall } from './call.ts';
import { complete } from './complete.ts';
import { formatOfAccept } from './formats/choose-format.ts';
import type { Format } from './formats/format.ts';
import { Patience } from './patience.ts';
import { route } from './route.ts';
import { SessionNames } from './session.ts';
import { readWsPath, type Target } from './ws-path.ts';

export interface WsOptions {
  readonly switchboard: Switchboard;
  readonly log: Log;
  /** Whether `/ws/complete` ends sessions over all accounts. */
  readonly globalComplete: boolean;
  /** Names under which a request may carry its session id; the first that carries a value counts. */
  readonly sessionParameters: readonly string[];
  /**
   * How long a body may take to arrive before the call is answered without it. The default stays within the shortest
   * fetch timeout known (7 s), so that a call with a session in its query still gets its destination.
   */
  readonly bodyTimeoutMs?: number;
}

export type WsHandler = (request: Request) => Promise<Response> | Response;

/**
 * The data plane: answers every request for which `isWsPath(request.url)` holds. The answer is HTTP 200 whatever
 * happens, since to VoiceXML any other status is `error.badfetch` and the end of the call (VoiceXML 2.1 §5.1); 405 and
 * 413 go to clients that no voice platform is. Never throws and never rejects.
 */
export function createWsHandler(options: WsOptions): WsHandler {
  const { switchboard, log, globalComplete, sessionParameters, bodyTimeoutMs = 5000 } = options;
  const reader: CallReader = {
    sessionNames: new SessionNames(sessionParameters),
    patience: new Patience(bodyTimeoutMs),
  };

  return (request) => {
    const { target, format = formatOfAccept(request.headers.get('accept')), query } = readWsPath(request.url);
    return responseToMethod(request.method, format) ?? answer(request, target, format, query);
  };

  async function answer(request: Request, target: Target, format: Format, query: string): Promise<Response> {
    try {
      if (target.kind === 'nothing') return respond(format, NOTHING_HERE);
      if (target.kind === 'no group') return respond(format, failure('unknown_route'));
      if (target.kind === 'complete' && !target.within && !globalComplete) {
        return respond(format, NO_GLOBAL_COMPLETE);
      }
      const reading = await readCall(request, query, reader);
      if (reading.kind === 'too large') return respond(format, TOO_LARGE, 413);
      if (reading.kind === 'broken') return respond(format, BROKEN);
      return respond(
        format,
        await (target.kind === 'route'
          ? route(switchboard, target.group, reading.call)
          : complete(switchboard, target.within, reading.call)),
      );
    } catch (error) {
      log.error('A call was answered with a failure, because something failed on our side.', {
        path: target.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
      return respond(format, failure('internal'));
    }
  }
}

const METHODS = 'GET, HEAD, POST, PUT, OPTIONS';

/** The response to a method that asks for no call; undefined for those that do. */
function responseToMethod(method: string, format: Format): Response | undefined {
  switch (method) {
    case 'POST':
    case 'GET':
    case 'PUT':
      return undefined;
    // HEAD is safe (RFC 9110 §9.2.1): it must not place a call that nobody makes.
    case 'HEAD':
      return new Response(null, { headers: { ...COMMON_HEADERS, 'content-type': format.contentType } });
    case 'OPTIONS':
      return new Response(null, { status: 204, headers: { ...PREFLIGHT_HEADERS, allow: METHODS } });
    default:
      return respond(
        format,
        failure('bad_request', `${method} is not understood here. Use GET or POST.`),
        405,
      );
  }
}

/** Any page may read the answers: a developer's in a browser, and whoever knows a group's key may ask anyway. */
const COMMON_HEADERS = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };

const PREFLIGHT_HEADERS = {
  ...COMMON_HEADERS,
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
};

function respond(format: Format, answer: WsAnswer, status = 200): Response {
  const response = new Response(format.write(answer), {
    status,
    headers: { ...COMMON_HEADERS, 'content-type': format.contentType },
  });
  if (status === 405) response.headers.set('allow', METHODS);
  return response;
}

const NOTHING_HERE = failure(
  'bad_request',
  'Nothing is at this address. Use /ws/route/{account}/{key} or /ws/complete, as the Route Manager shows them.',
);

const NO_GLOBAL_COMPLETE = failure(
  'bad_request',
  'This installation completes sessions by group: use /ws/complete/{account}/{key}, as the Route Manager shows it.',
);

const TOO_LARGE = failure('bad_request', `The body has more than ${MAX_BODY_BYTES} bytes.`);

const BROKEN = failure('bad_request', 'The body broke off before its end. Send the request again.');
