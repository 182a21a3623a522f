import type { Choice } from './choice.ts';
import { bookCredit, wholeOf } from './credit.ts';
import type { Lane } from './ledger.ts';
import { BURST, CALL, countedIn } from './tally.ts';

/** |R| stays within this, so that a correction never winds up. */
const MAX_CORRECTION = 16 * CALL;

/** Corrections rest while a destination is further than this many calls from its target. */
const FREEZE = 6;

/** β: the odds of being chosen exceed a destination's entitlement at most by this factor; 0 turns the corridor off. */
const CORRIDOR = 3;

/**
 * The rule `active`: chooses the lane that is furthest below its share of the calls in progress, and books the call.
 * Deterministic, integer-only, O(n); `lanes` are the eligible ones and not empty.
 *
 * The largest deficit is within 0.3 % of the exact online optimum; the correction (R) serves small shares, which a
 * plain deficit rule starves; the corridor (T) bounds what a destination that drops its calls can draw (ADR 2).
 */
export function chooseActive(lanes: readonly Lane[], corridor = CORRIDOR): Choice {
  const whole = wholeOf(lanes);
  const active = lanes.reduce((sum, { tally }) => sum + countedIn(tally), 0);
  const guarded = corridor > 0 && lanes.length > 1;
  if (isNearTarget(lanes, whole, active)) correct(lanes, whole, active);
  const deficits = lanes.map((lane) => correctedDeficit(lane, whole, active));
  const among = guarded ? allowed(lanes) : lanes;
  const lane = largestDeficit(lanes, deficits, among);
  bookCredit(lanes, whole, lane);
  if (guarded) spendAllowance(lanes, whole, lane, corridor);
  return { lane, deficits, among };
}

/** False while a new or a raised destination fills up: its deficit is no error to integrate. */
function isNearTarget(lanes: readonly Lane[], whole: number, active: number): boolean {
  for (const lane of lanes) {
    if (Math.abs(deficit(lane, whole, active)) > FREEZE * whole) return false;
  }
  return true;
}

function correct(lanes: readonly Lane[], whole: number, active: number) {
  for (const lane of lanes) {
    const step = floorOfProduct(CALL, deficit(lane, whole, active), whole * (active + 1));
    lane.tally.correction = Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, lane.tally.correction + step));
  }
}

/** How far a lane is below its share of the calls in progress, in calls times `whole`. */
function deficit({ weight, tally }: Lane, whole: number, active: number): number {
  return weight * active - whole * countedIn(tally);
}

/** The lanes whose allowance is not used up; all of them when none has any left. */
function allowed(lanes: readonly Lane[]): readonly Lane[] {
  const within = lanes.filter(({ tally }) => tally.allowance >= 0);
  return within.length > 0 && within.length < lanes.length ? within : lanes;
}

/** How far a lane is below its share once this call is in progress, in micro-calls, with half of its correction. */
function correctedDeficit({ weight, tally }: Lane, whole: number, active: number): number {
  const target = floorOfProduct(CALL, weight * (active + 1), whole);
  return target - CALL * countedIn(tally) + Math.floor(tally.correction / 2);
}

/** Ties go to the lane to which more calls are owed, then to the earlier one in the group's order. */
function largestDeficit(lanes: readonly Lane[], deficits: readonly number[], among: readonly Lane[]): Lane {
  let best = among[0];
  let most = -Infinity;
  for (let index = 0; index < lanes.length; index++) {
    const lane = lanes[index];
    if (among !== lanes && !among.includes(lane)) continue;
    const deficit = deficits[index];
    if (deficit > most || (deficit === most && lane.tally.credit > best.tally.credit)) {
      best = lane;
      most = deficit;
    }
  }
  return best;
}

/**
 * The chosen lane spends a call of its allowance, the others earn. A lane that is alone never comes here (ADR 3): it
 * has nobody to crowd out, and what it spent would lock it out when the others return.
 */
function spendAllowance(lanes: readonly Lane[], whole: number, chosen: Lane, corridor: number) {
  for (const lane of lanes) {
    if (lane === chosen) continue;
    const { weight, tally } = lane;
    const most = Math.floor((BURST * CALL * whole) / (whole - weight));
    const earned = Math.floor((corridor * CALL * weight) / (whole - weight));
    tally.allowance = Math.min(most, tally.allowance + earned);
  }
  chosen.tally.allowance -= CALL;
}

/** ⌊a·b / c⌋ exactly: in doubles while the product is a safe integer, in BigInt beyond (about 900,000 active calls). */
export function floorOfProduct(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  const exact = BigInt(a) * BigInt(b);
  const quotient = exact / BigInt(c);
  return Number(exact % BigInt(c) < 0n ? quotient - 1n : quotient);
}
