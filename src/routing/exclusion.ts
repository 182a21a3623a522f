import type { Period } from './policies.ts';

/**
 * Why one destination can't have a call:
 * `off` draining, disabled or without a percent · `tried` by this session before · `closed` by its hours · `ejected`
 * because its calls failed · `over_cap` of a period · `full` of calls in progress.
 */
export interface Exclusion {
  readonly reason: 'off' | 'tried' | 'closed' | 'ejected' | 'over_cap' | 'full';
  /** When that is over by itself: 0 at any moment, with the next call that ends; Infinity never. */
  readonly untilMs: number;
  /** Of the cap that is used up. */
  readonly per?: Period;
  /** The name of the cap, when it is shared. */
  readonly shared?: string;
}

export const OFF: Exclusion = { reason: 'off', untilMs: Infinity };
export const TRIED: Exclusion = { reason: 'tried', untilMs: Infinity };
export const FULL: Exclusion = { reason: 'full', untilMs: 0 };

/** Its cap of calls in progress is 0. */
export const NEVER_FREE: Exclusion = { reason: 'full', untilMs: Infinity };

/** The time at which it is over, where there is one to tell. */
export function momentOf(untilMs: number): number | null {
  return untilMs > 0 && untilMs < Infinity ? untilMs : null;
}
