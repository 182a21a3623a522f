import type { Lane } from '../ledger.ts';
import type { Period } from '../policies.ts';
import { type Limit, usedOf } from './limits.ts';

/** A cap that a placement has used up. */
export interface CapReached {
  /** Null for calls in progress. */
  readonly per: Period | null;
  readonly most: number;
  /** The name of the cap, when destinations share it. */
  readonly shared: string | null;
  /** When it begins to count anew; null for calls in progress. */
  readonly untilMs: number | null;
}

/** Calls in progress come and go: that they are as many as may be is told again only after this long. */
const TOLD_FOR_MS = 300_000;

const NONE: readonly CapReached[] = [];

/** The caps that the call just placed here has used up, and that are worth telling. */
export function capsReached(
  { destination: { maxActive }, tally, limits }: Lane,
  nowMs: number,
): readonly CapReached[] {
  if (maxActive === null && limits.length === 0) return NONE;
  const reached = limits.filter((limit) => usedOf(limit, nowMs) === limit.most).map(reachedOf);
  if (tally.active === maxActive) reached.push({ per: null, most: maxActive, shared: null, untilMs: null });
  const isTold = tally.toldFullMs !== undefined && nowMs < tally.toldFullMs + TOLD_FOR_MS;
  const news = reached.filter(({ per }) => per !== null || !isTold);
  if (news.some(({ per }) => per === null)) tally.toldFullMs = nowMs;
  return news;
}

function reachedOf({ per, most, shared, meters }: Limit): CapReached {
  const untilMs = per === undefined ? null : meters[0].untilMs;
  return { per: per ?? null, most, shared: shared ?? null, untilMs };
}
