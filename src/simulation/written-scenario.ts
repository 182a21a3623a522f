import { type BehaviourInput, type ScenarioInput, startMsOf } from '../contract/scenario.ts';
import { daily } from './daily.ts';
import { type Behaviour, HOUR_MS, type Rate, type Scenario, SERVES_EVERY_CALL } from './scenario.ts';
import { simulatedGroup } from './simulated-group.ts';

/** What a file says of a scenario, checked, as it is simulated. */
export function writtenScenario(written: ScenarioInput): Scenario {
  const { timeZone, hours, seed, calls: { meanSeconds, neverCompletedPercent } } = written;
  const group = simulatedGroup(written.group);
  const startMs = startMsOf(written)!;
  const behaviours = group.destinations.flatMap(({ id, name }) =>
    Object.hasOwn(written.behaviour, name)
      ? [[id, behaviourOf(written.behaviour[name], timeZone)] as const]
      : []
  );
  return {
    group,
    startMs,
    endMs: startMs + Math.round(hours * HOUR_MS),
    timeZone,
    seed,
    rates: ratesOf(written),
    meanSeconds,
    neverCompletedPercent,
    behaviours: new Map(behaviours),
  };
}

/** Each rate holds until the next one begins: the last one of a day until the first one of the next day. */
function ratesOf({ timeZone, calls: { callsPerHour = 0, rates = [] } }: ScenarioInput): Rate[] {
  if (rates.length === 0) return [{ hours: null, callsPerHour }];
  return rates.map(({ from, callsPerHour }, index) => ({
    hours: rates.length === 1 ? null : daily(from, rates[(index + 1) % rates.length].from, timeZone),
    callsPerHour,
  }));
}

function behaviourOf({ during, ...always }: BehaviourInput, timeZone: string): Behaviour {
  return {
    always: { ...SERVES_EVERY_CALL, ...always },
    during: during.map(({ from, to, ...conduct }) => ({ hours: daily(from, to, timeZone), conduct })),
  };
}
