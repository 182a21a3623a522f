import { standingAt } from './calendar/opening-hours.ts';
import { type Meter, turnMeter } from './caps/meter.ts';
import { type Exclusion, OFF } from './exclusion.ts';
import type { Lane, Ledger } from './ledger.ts';
import type { Destination } from './route-group.ts';

/**
 * Brings a ledger to this moment: who is open by the clock, and which periods have begun. It holds until something
 * changes by the clock again; asking before then costs two comparisons.
 */
export function settle(ledger: Ledger, nowMs: number) {
  if (nowMs >= ledger.settledFromMs && nowMs < ledger.settledUntilMs) return;
  ledger.settledFromMs = nowMs;
  ledger.settledUntilMs = Infinity;
  for (const lane of ledger.lanes) {
    settleBarrier(ledger, lane, nowMs);
    settleMeters(ledger, lane, nowMs);
  }
}

/** The ledger is settled no longer than until then. */
export function settleAgainAt(ledger: Ledger, atMs: number) {
  ledger.settledUntilMs = Math.min(ledger.settledUntilMs, atMs);
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
  const { timeZone } = ledger.group;
  const isNeeded = (meter: Meter) => limits.some(({ meters }) => meters.includes(meter));
  const meters = tally.meters.filter((meter) => nowMs < meter.untilMs || isNeeded(meter));
  tally.meters = meters.length > 0 ? meters : undefined;
  for (const meter of meters) {
    turnMeter(meter, meter.shared ? timeZone : destination.hours?.timeZone ?? timeZone, nowMs);
    settleAgainAt(ledger, meter.untilMs);
  }
}
