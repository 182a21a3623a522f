import type { GroupOutput } from '../../../../contract/group.ts';
import { localTimeZone } from '../../../lib/local-time.ts';
import { useServiceTime } from '../../../lib/service-clock.ts';
import type { Reader, Standing } from '../../../../contract/describe-state.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Who reads how these destinations of a group stand, with a clock that ticks as finely as their words need. */
export function useReader({ health }: GroupOutput, standings: readonly Standing[]): Reader {
  const isCountingDown = standings.some(({ state, until }) => state === 'ejected' && until !== null);
  const nowMs = useServiceTime(isCountingDown ? SECOND_MS : MINUTE_MS);
  return { nowMs, timeZone: localTimeZone(), isObserved: health.mode === 'observe' };
}
