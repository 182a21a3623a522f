import type { Scenario } from './scenario.ts';
import type { ClocksChanged } from './simulation-event.ts';

/** When clocks are set forward or back during a scenario: its own, and those that opening hours go by. */
export function clockChanges({ group, timeZone, startMs, endMs }: Scenario): ClocksChanged[] {
  const zones = new Set([timeZone, ...group.destinations.flatMap(({ hours }) => hours?.timeZone ?? [])]);
  return [...zones].flatMap((zone) => changesOf(zone, startMs, endMs));
}

function changesOf(timeZone: string, startMs: number, endMs: number): ClocksChanged[] {
  const changes: ClocksChanged[] = [];
  let now = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
  for (;;) {
    const change = now.getTimeZoneTransition('next');
    if (change === null || change.epochMilliseconds >= endMs) return changes;
    const byMinutes = (change.offsetNanoseconds - now.offsetNanoseconds) / 60e9;
    changes.push({ kind: 'clocks_changed', atMs: change.epochMilliseconds, timeZone, byMinutes });
    now = change;
  }
}
