import type { Loaded } from './loaded.ts';

/** Something that has to be decided. */
export interface Question {
  /** The groups whose ledgers it needs, besides those in which its session and attempts are. */
  readonly groupIds?: readonly number[];
  readonly session?: string | undefined;
  readonly attemptIds?: readonly number[];

  /**
   * Decides on the books. `loaded` is what the database has, locked; without it, the node decides alone. Called again
   * when another node was faster with a session: the books are then once more as the database has them.
   */
  decide(nowMs: number, loaded: Loaded | undefined): void;
}

/** A question and those who wait for it. */
export interface Request extends Question {
  /** The decision is kept: by the database, or degraded, by this node. */
  settle(degraded: boolean): void;

  /** Nothing was decided, by a fault of ours. */
  fail(error: unknown): void;
}

/** Decides a request. A fault of ours fails this one alone, not the others of its batch. */
export function decideOn(request: Request, nowMs: number, loaded: Loaded | undefined) {
  try {
    request.decide(nowMs, loaded);
  } catch (error) {
    request.fail(error);
  }
}
