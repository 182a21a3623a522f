import type { LimitUse } from '../../../../contract/group.ts';

const PERIODS = { hour: 'this hour', day: 'today', month: 'this month' };

/** What is used of a destination's caps: its own first, then those of each shared cap behind its name. */
export function describeLimits(limits: readonly LimitUse[]): string[] {
  const own = limits.filter(({ shared }) => shared === null).map(useOf);
  const shared = Map.groupBy(limits.filter((limit) => limit.shared !== null), (limit) => limit.shared);
  return [...own, ...[...shared].map(([name, uses]) => `${name}: ${uses.map(useOf).join(', ')}`)];
}

/** "38 of 50 in progress", "412 of 1,000 today". */
function useOf({ per, used, most }: LimitUse): string {
  const of = per === null ? 'in progress' : PERIODS[per];
  return `${used.toLocaleString()} of ${most.toLocaleString()} ${of}`;
}
