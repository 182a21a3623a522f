import type { Lane, Ledger } from '../ledger.ts';

/**
 * Whether a tier of a settled ledger can do without the lanes that are out: the others have at least the group's
 * `panicPercent` of the tier's percents, or a later tier can help. Otherwise nobody is out: callers are better served by
 * a destination that may fail than by none, or by others that would drown (Envoy's panic threshold).
 */
export function canSpare(ledger: Ledger, tier: readonly Lane[], isOut: (lane: Lane) => boolean): boolean {
  let [whole, left] = [0, 0];
  for (const lane of tier) {
    if (!isInForce(lane)) continue;
    whole += lane.destination.basisPoints;
    if (!isOut(lane)) left += lane.destination.basisPoints;
  }
  if (left > 0 && left * 100 >= ledger.group.health.panicPercent * whole) return true;
  const later = ledger.tiers.slice(ledger.tiers.indexOf(tier) + 1).flat();
  return later.some((lane) => isInForce(lane) && !isOut(lane));
}

/** Whether its percent is one of those that count now. */
function isInForce({ barrier }: Lane): boolean {
  return barrier === undefined || barrier.reason === 'ejected';
}
