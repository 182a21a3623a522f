import type { WsAnswer } from './answer.ts';
import type { Call } from './call.ts';
import type { Target } from './ws-path.ts';

/** Is told of every answer of the data plane, on the path of calls: it may count and note, and nothing else. */
export interface WsObserver {
  /**
   * `tookMs` is the time from the request to its answer; `call` is what the request said, undefined when it could not
   * be read.
   */
  answered(
    answer: WsAnswer,
    tookMs: number,
    target: Target,
    call: Call | undefined,
    request: Request,
  ): void;
}

/** One observer that tells several, in their order. */
export function tellAll(observers: readonly WsObserver[]): WsObserver {
  if (observers.length === 1) return observers[0];
  return {
    answered(...told) {
      for (const observer of observers) observer.answered(...told);
    },
  };
}
