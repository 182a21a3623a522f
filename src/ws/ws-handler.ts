import type { Log } from '../log.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { failure, type WsAnswer } from './answer.ts';
import { MAX_BODY_BYTES } from './body.ts';
import { type Call, type CallReader, readCall } from './call.ts';
import { complete } from './complete.ts';
import { formatOfAccept } from './formats/choose-format.ts';
import type { WsObserver } from './observer.ts';
import { Patience } from './patience.ts';
import { answerResponse, responseToMethod } from './response.ts';
import { route } from './route.ts';
import { SessionNames } from './session.ts';
import { readWsPath, type WsPath } from './ws-path.ts';

export interface WsOptions {
  readonly switchboard: Pick<Switchboard, 'place' | 'complete'>;
  readonly log: Log;
  readonly observer?: WsObserver;
  /** Whether `/ws/complete` ends sessions over all accounts. */
  readonly globalComplete: boolean;
  /** Names under which a request may carry its session id; the first that carries a value counts. */
  readonly sessionParameters: readonly string[];
  /** How long a body may take to arrive before the call is answered without it. */
  readonly bodyTimeoutMs?: number;
}

/** Within the shortest fetch timeout known (7 s): a call whose session is in the query still gets its destination. */
const BODY_TIMEOUT_MS = 5000;

/**
 * The data plane: answers every request for which `isWsPath(request.url)` holds. The answer is HTTP 200 whatever
 * happens, since to VoiceXML any other status is `error.badfetch` and the end of the call (VoiceXML 2.1 §5.1); 405 and
 * 413 go to clients that no voice platform is. Never rejects.
 */
export function createWsHandler(options: WsOptions): (request: Request) => Promise<Response> {
  const reader: CallReader = {
    sessionNames: new SessionNames(options.sessionParameters),
    patience: new Patience(options.bodyTimeoutMs ?? BODY_TIMEOUT_MS),
  };

  return async (request) => {
    const startMs = performance.now();
    const path = readWsPath(request.url);
    const format = path.format ?? formatOfAccept(request.headers.get('accept'));
    const give: Give = (answer, call, status) => {
      options.observer?.answered(answer, performance.now() - startMs, path.target, call, request);
      return answerResponse(request, format, answer, status);
    };
    try {
      return responseToMethod(request, format) ?? await respond(request, path, give);
    } catch (error) {
      options.log.error(
        'A request of a voice application was answered with a failure: something is broken here.',
        {
          asked: path.target.kind,
          error: error instanceof Error ? error.stack : String(error),
        },
      );
      return give(failure('internal'));
    }
  };

  async function respond(request: Request, { target, query }: WsPath, give: Give): Promise<Response> {
    const reading = await readCall(request, query, reader);
    if (reading.kind === 'too large') return give(TOO_LARGE, undefined, 413);
    if (reading.kind === 'broken') return give(BROKEN);
    return give(await answerTo(target, reading.call, options), reading.call);
  }
}

/** Makes the response that carries this answer to this call, as far as it could be read. */
type Give = (answer: WsAnswer, call?: Call, status?: number) => Response;

async function answerTo(target: WsPath['target'], call: Call, options: WsOptions): Promise<WsAnswer> {
  switch (target.kind) {
    case 'route':
      return await route(options.switchboard, target.group, call);
    case 'complete':
      if (!target.within && !options.globalComplete) return NO_GLOBAL_COMPLETE;
      return await complete(options.switchboard, target.within, call);
    case 'no group':
      return failure('unknown_route');
    case 'nothing':
      return NOTHING_HERE;
  }
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
