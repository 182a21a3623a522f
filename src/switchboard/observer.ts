import type { EndReason } from '../routing/attempt.ts';

/** Is told what a switchboard does, on the path of calls: it may count, and nothing else. */
export interface SwitchboardObserver {
  /** An attempt has ended, by what happened in this process. */
  ended(reason: EndReason): void;

  /** Storage has taken some changes, this long after they were handed to it. */
  committed(tookMs: number): void;

  /** The switchboard uses these connections to a database until it is closed. */
  connected(connections: Connections): void;
}

/** How connections are used at the moment of reading; a pool of `pg` is one. */
export interface Connections {
  readonly totalCount: number;
  readonly idleCount: number;
  /** Those who wait for a connection. */
  readonly waitingCount: number;
}

/** For those whom nobody watches. */
export const unobserved: SwitchboardObserver = { ended() {}, committed() {}, connected() {} };
