import { DEFAULT_POLICIES } from '../../../src/routing/default-policies.ts';
import { eligibleLanes } from '../../../src/routing/eligibility.ts';
import type { Ending } from '../../../src/routing/ending.ts';
import type { HealthEvent } from '../../../src/routing/health/health-event.ts';
import type { HealthSettings } from '../../../src/routing/policies.ts';
import type { Destination, RouteGroup } from '../../../src/routing/route-group.ts';
import { split } from '../../support/groups.ts';
import { PlayedGroup } from '../../support/played-group.ts';

export const FOUR = split(25, 25, 25, 25);

/** A group that ejects. */
export function ejecting(
  settings: Partial<HealthSettings> = {},
  destinations: readonly Destination[] = FOUR,
  fields: Partial<RouteGroup> = {},
): PlayedGroup {
  const health: HealthSettings = { ...DEFAULT_POLICIES.health, mode: 'on', ...settings };
  return new PlayedGroup({ ...fields, destinations, health });
}

/** Lets so many attempts at a destination fail, a second each, unless it is ejected before. */
export function fail(group: PlayedGroup, times: number, id = 1, how: Ending = { reason: 'retried' }) {
  for (let time = 0; time < times && !isOut(group, id); time++) {
    const attempt = group.placeAt(id);
    group.pass(1);
    group.end(attempt, how);
  }
}

/** Lets so many calls at a destination go well. */
export function serve(group: PlayedGroup, times: number, id = 1, seconds = 10) {
  for (let time = 0; time < times; time++) {
    const attempt = group.placeAt(id);
    group.pass(seconds);
    group.end(attempt);
  }
}

export const eligibleIn = ({ ledger, nowMs }: PlayedGroup) =>
  eligibleLanes(ledger, [], nowMs).map((lane) => lane.destination.id);
export const isOut = (group: PlayedGroup, id = 1) => !eligibleIn(group).includes(id);
export const kindsOf = ({ events }: PlayedGroup) => events.map(({ kind }) => kind);

/** The last event, with the times counted from now, in seconds. */
export function lastEvent({ events, nowMs }: PlayedGroup): Record<string, unknown> {
  const { atMs, untilMs, ...rest } = events.at(-1) as Extract<HealthEvent, { kind: 'ejected' }>;
  return {
    ...rest,
    ago: (nowMs - atMs) / 1000,
    ...(untilMs === undefined ? {} : { lasts: (untilMs - atMs) / 1000 }),
  };
}
