import { useEffect, useRef } from 'react';
import type { GroupLive } from '../../../../contract/group.ts';
import { useServiceTime } from '../../../lib/service-clock.ts';
import type { LiveMap } from '../api/live-map.ts';
import { type CallRate, CallRates } from './call-rates.ts';

/** How often rates are computed anew when nothing else happens. */
const STEP_MS = 5_000;

/** How many calls groups get in a minute, as far as this page has watched. */
export function useCallRates(live: LiveMap): (group: GroupLive) => CallRate | undefined {
  const nowMs = useServiceTime(STEP_MS);
  const rates = useRef<CallRates>(null);
  const known = rates.current ??= new CallRates();
  useEffect(() => {
    for (const { id, placed } of live.values()) known.note(id, placed, nowMs);
  });
  return ({ id, placed }) => known.rateOf(id, placed, nowMs);
}
