import { type Conduct, HOUR_MS, type Scenario, SERVES_EVERY_CALL } from './scenario.ts';

/** What can be said of a simulation without a scenario. */
export interface Load {
  readonly callsPerHour: number;
  readonly meanSeconds: number;
  readonly hours: number;
  readonly seed: number;
  readonly neverCompletedPercent: number;
  /** Percent of the attempts that fail, wherever they are sent, so that the application asks again. */
  readonly retryPercent: number;
  /** How long such an attempt lasts. */
  readonly retrySeconds: number;
}

/** The same all the time, at every destination. Its clock begins with that of Unix: at 00:00 UTC on a Thursday. */
export function plainScenario(group: Scenario['group'], load: Load): Scenario {
  const { callsPerHour, hours, retryPercent, retrySeconds, ...rest } = load;
  const always: Conduct = { ...SERVES_EVERY_CALL, failPercent: retryPercent, afterSeconds: retrySeconds };
  return {
    ...rest,
    group,
    startMs: 0,
    endMs: Math.round(hours * HOUR_MS),
    timeZone: 'UTC',
    rates: [{ hours: null, callsPerHour }],
    behaviours: new Map(group.destinations.map(({ id }) => [id, { always, during: [] }])),
  };
}
