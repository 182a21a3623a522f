import { type WsErrorCode, wsErrors } from '../contract/errors.ts';

/**
 * What the data plane says, before any format writes it. Fields are written in this order under these names, so that
 * every format tells the same story; an undefined field is left out.
 */
export type WsAnswer = RouteAnswer | CompleteAnswer | FailureAnswer;

export interface RouteAnswer {
  readonly success: true;
  /** Exactly as it was typed. */
  readonly destination: string;
  readonly name: string;
  /** 1 for a new transfer, 2 for its first retry, …; the last resort is none. */
  readonly attempt?: number;
  /** `destination`, then where this session would be sent on retries, in order. */
  readonly destinations?: readonly string[];
  /** No destination of the group could take the call: this is what it has for that case. */
  readonly lastResort?: true;
  /** What was odd about the request, for the developer who reads it; the call is placed all the same. */
  readonly warning?: string;
  /** Answered from memory, because storage fails. */
  readonly degraded?: true;
}

export interface CompleteAnswer {
  readonly success: true;
  /** How many open attempts this request ended. */
  readonly completed: number;
  readonly warning?: string;
  readonly degraded?: true;
}

export interface FailureAnswer {
  readonly success: false;
  readonly error: WsErrorCode;
  readonly message: string;
  readonly degraded?: true;
}

/** A failure in the words of the registry, or in closer ones. */
export function failure(error: WsErrorCode, message: string = wsErrors[error]): FailureAnswer {
  return { success: false, error, message };
}
