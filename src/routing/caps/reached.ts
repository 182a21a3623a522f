import type { Lane } from '../ledger.ts';
import type { Period } from '../policies.ts';
import type { Tally } from '../tally.ts';
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

/** The name by which a tally remembers that a destination's own cap was told: no shared cap has it. */
const OWN = '';

const NONE: readonly CapReached[] = [];

/** The caps that the call just placed here has used up, and that are worth telling. */
export function capsReached(
  { destination: { maxActive }, tally, limits }: Lane,
  nowMs: number,
): readonly CapReached[] {
  if (maxActive === null && limits.length === 0) return NONE;
  const reached = limits.filter((limit) => usedOf(limit, nowMs) === limit.most && isNews(limit, nowMs)).map(
    reachedOf,
  );
  if (tally.active === maxActive && !isTold(tally, OWN, nowMs)) {
    reached.push({ per: null, most: maxActive, shared: null, untilMs: null });
  }
  for (const { per, shared } of reached) if (per === null) remember(tally, shared ?? OWN, nowMs);
  return reached;
}

/** A period has one call that uses its cap up. That of calls in progress may have been told of any that share it. */
function isNews({ per, shared, tallies }: Limit, nowMs: number): boolean {
  return per !== undefined || !tallies.some((tally) => isTold(tally, shared!, nowMs));
}

function isTold({ toldFullMs }: Tally, name: string, nowMs: number): boolean {
  const toldMs = toldFullMs?.find(([told]) => told === name)?.[1];
  return toldMs !== undefined && nowMs < toldMs + TOLD_FOR_MS;
}

function remember(tally: Tally, name: string, nowMs: number) {
  const others = tally.toldFullMs?.filter(([told, ms]) => told !== name && nowMs < ms + TOLD_FOR_MS) ?? [];
  tally.toldFullMs = [...others, [name, nowMs]];
}

function reachedOf({ per, most, shared, meters }: Limit): CapReached {
  const untilMs = per === undefined ? null : meters[0].untilMs;
  return { per: per ?? null, most, shared: shared ?? null, untilMs };
}
