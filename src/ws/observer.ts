import type { WsAnswer } from './answer.ts';
import type { Target } from './ws-path.ts';

/** Is told of every answer of the data plane, on the path of calls: it may count, and nothing else. */
export interface WsObserver {
  /** `tookMs` is the time from the request to its answer. */
  answered(asked: Target['kind'], answer: WsAnswer, tookMs: number): void;
}
