import { placesDueMs, settlePlaces } from './accounting/places.ts';
import { standingAt } from './calendar/opening-hours.ts';
import { type Meter, meterTimeZone, turnMeter } from './caps/meter.ts';
import { type Exclusion, OFF } from './exclusion.ts';
import { healthDueMs, isOut, RETURN_STEPS, stepsBack } from './health/health.ts';
import { canSpare } from './health/panic.ts';
import type { Lane, Ledger } from './ledger.ts';
import type { Destination } from './route-group.ts';

/**
 * Brings a ledger to this moment: who is open, who is out, what still counts, and which periods have begun. It holds until
 * something changes by the clock again; asking before then costs two comparisons.
 */
export function settle(ledger: Ledger, nowMs: number) {
  if (isSettled(ledger, nowMs)) return;
  ledger.settledFromMs = nowMs;
  ledger.settledUntilMs = Infinity;
  for (const lane of ledger.lanes) {
    settleMeters(ledger, lane, nowMs);
    settlePlaces(lane.tally, nowMs);
    settleAgainAt(ledger, placesDueMs(lane.tally));
  }
  settleLanes(ledger, nowMs);
}

/** Finds out who is open and who is out at this moment, and leaves the tallies as the next call should find them. */
export function lookAtLanes(ledger: Ledger, nowMs: number) {
  if (isSettled(ledger, nowMs)) return;
  settleLanes(ledger, nowMs);
  ledger.settledUntilMs = -Infinity;
}

/** The ledger is settled no longer than until then. */
export function settleAgainAt(ledger: Ledger, atMs: number) {
  ledger.settledUntilMs = Math.min(ledger.settledUntilMs, atMs);
}

function isSettled({ settledFromMs, settledUntilMs }: Ledger, nowMs: number): boolean {
  return nowMs >= settledFromMs && nowMs < settledUntilMs;
}

function settleLanes(ledger: Ledger, nowMs: number) {
  for (const lane of ledger.lanes) settleBarrier(ledger, lane, nowMs);
  if (ledger.group.health.mode === 'on') settleHealth(ledger, nowMs);
}

function settleHealth(ledger: Ledger, nowMs: number) {
  const isLaneOut = ({ tally }: Lane) => isOut(tally.health, nowMs);
  for (const lane of ledger.lanes) settleWeight(ledger, lane, nowMs);
  for (const tier of ledger.tiers) {
    const out = tier.filter(isLaneOut);
    if (out.length === 0 || !canSpare(ledger, tier, isLaneOut)) continue;
    for (const lane of out) lane.barrier ??= ejectionOf(lane, nowMs);
  }
}

function settleWeight(ledger: Ledger, lane: Lane, nowMs: number) {
  const { destination: { basisPoints }, tally: { health } } = lane;
  lane.weight = basisPoints;
  if (health === undefined || basisPoints === 0) return;
  lane.weight = Math.max(1, Math.floor((basisPoints * stepsBack(health, nowMs)) / RETURN_STEPS));
  settleAgainAt(ledger, healthDueMs(health, nowMs));
}

/** While its trial is under way, that may be over at any moment. */
function ejectionOf({ tally: { health } }: Lane, nowMs: number): Exclusion {
  return { reason: 'ejected', untilMs: nowMs < health!.untilMs ? health!.untilMs : 0 };
}

function settleBarrier(ledger: Ledger, lane: Lane, nowMs: number) {
  lane.barrier = isOff(lane.destination) ? OFF : closingOf(ledger, lane, nowMs);
}

function isOff({ state, basisPoints }: Destination): boolean {
  return state !== 'enabled' || basisPoints === 0;
}

function closingOf(ledger: Ledger, { destination: { hours } }: Lane, nowMs: number): Exclusion | undefined {
  if (hours === null) return undefined;
  const { isOpen, untilMs } = standingAt(hours, nowMs);
  settleAgainAt(ledger, untilMs);
  return isOpen ? undefined : { reason: 'closed', untilMs };
}

/** A meter whose cap was removed counts on until its period ends: the cap may come back before. */
function settleMeters(ledger: Ledger, { destination, tally, limits }: Lane, nowMs: number) {
  if (tally.meters === undefined) return;
  const isNeeded = (meter: Meter) => limits.some(({ meters }) => meters.includes(meter));
  const meters = tally.meters.filter((meter) => nowMs < meter.untilMs || isNeeded(meter));
  tally.meters = meters.length > 0 ? meters : undefined;
  for (const meter of meters) {
    turnMeter(meter, meterTimeZone(meter, ledger.group, destination), nowMs);
    settleAgainAt(ledger, meter.untilMs);
  }
}
