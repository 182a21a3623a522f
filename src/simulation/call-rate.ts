import { standingAt } from '../routing/calendar/opening-hours.ts';
import type { Random } from './random.ts';
import { HOUR_MS, type Rate } from './scenario.ts';

/**
 * When the next call arrives, in milliseconds and not rounded; at `endMs` or later when none does before. The rate may
 * change on the way: what is drawn is how many calls would be expected until then.
 */
export function nextArrivalMs(
  rates: readonly Rate[],
  random: Random,
  { fromMs, endMs }: { readonly fromMs: number; readonly endMs: number },
): number {
  let atMs = fromMs;
  let expected = random.exponential(1);
  while (atMs < endMs) {
    const { perMs, untilMs } = rateAt(rates, atMs);
    const waitMs = perMs > 0 ? expected / perMs : Infinity;
    if (atMs + waitMs < untilMs) return atMs + waitMs;
    expected -= (untilMs - atMs) * perMs;
    atMs = untilMs;
  }
  return endMs;
}

/** The rate at a moment, and until when it holds. */
function rateAt(rates: readonly Rate[], atMs: number): { perMs: number; untilMs: number } {
  for (const { hours, callsPerHour } of rates) {
    const perMs = callsPerHour / HOUR_MS;
    if (hours === null) return { perMs, untilMs: Infinity };
    const { isOpen, untilMs } = standingAt(hours, Math.floor(atMs));
    if (isOpen) return { perMs, untilMs };
  }
  throw new Error('Rates have to cover the whole day.');
}
