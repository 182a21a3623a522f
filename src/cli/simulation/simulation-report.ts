import type { Refusal } from '../../routing/refusal.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import { type EventReport, eventReport } from './event-report.ts';
import type { Fairness } from '../../simulation/fairness-gauge.ts';
import type { Gauge } from '../../simulation/gauge.ts';
import type { HourTrace, State } from '../../simulation/hour-book.ts';
import { localTime } from './local-time.ts';
import type { NamedScenario } from './read-scenarios.ts';
import { HOUR_MS, type Scenario } from '../../simulation/scenario.ts';
import type { Simulation, Trace } from '../../simulation/simulate.ts';

/** The figures of a simulation, rounded to what is worth reading. Shares are percents, null of nothing. */
export interface SimulationReport {
  /** What the scenario is called; null when a group was simulated without one. */
  readonly scenario: string | null;
  readonly group: string;
  readonly balance: RouteGroup['balance'];
  /** By the clocks of `timeZone`, with their offset; all times are. */
  readonly start: string;
  readonly timeZone: string;
  readonly load: LoadReport;
  readonly calls: number;
  readonly destinations: readonly DestinationReport[];
  /** Requests that got no destination, by the data plane's error code. */
  readonly refused: Partial<Record<Refusal, number>>;
  /** How many of them were given the group's last resort. */
  readonly lastResorts: number;
  readonly fairness: Fairness;
  readonly events: readonly EventReport[];
  readonly hourly: readonly HourReport[];
}

export interface LoadReport extends Pick<Scenario, 'seed' | 'meanSeconds' | 'neverCompletedPercent'> {
  readonly hours: number;
  readonly callsPerHour: { readonly least: number; readonly most: number };
}

export interface DestinationReport
  extends Pick<Destination, 'name' | 'uri' | 'tier' | 'maxActive' | 'state'> {
  /** The percent of its tier. */
  readonly target: number;
  readonly placed: { readonly calls: number; readonly share: number | null };
  readonly active: OverTime;
  readonly talking: OverTime;
}

export interface OverTime {
  readonly mean: number;
  readonly share: number | null;
  readonly peak: number;
}

export interface HourReport {
  readonly from: string;
  /** Calls that arrived. */
  readonly calls: number;
  /** Requests that got no destination. */
  readonly refused: number;
  readonly destinations: readonly HourOfDestination[];
}

export interface HourOfDestination {
  readonly name: string;
  readonly placed: number;
  /** Calls in progress on average. */
  readonly active: number;
  /** For how many minutes of the hour it was in each state. */
  readonly minutes: Partial<Record<State, number>>;
}

export function simulationReport(
  { title, scenario }: NamedScenario,
  simulation: Simulation,
): SimulationReport {
  const { group, timeZone, startMs } = scenario;
  const { calls, destinations, refused, lastResorts, fairness, events, hours } = simulation;
  return {
    scenario: title,
    group: group.name,
    balance: group.balance,
    start: localTime(startMs, timeZone),
    timeZone,
    load: loadReport(scenario),
    calls,
    destinations: destinations.map((trace) => destinationReport(trace, destinations)),
    refused: Object.fromEntries(refused),
    lastResorts,
    fairness: { mean: round(fairness.mean), worst: round(fairness.worst) },
    events: events.map((event) => eventReport(event, scenario)),
    hourly: hours.map((hour) => hourReport(hour, scenario)),
  };
}

function loadReport(
  { startMs, endMs, rates, seed, meanSeconds, neverCompletedPercent }: Scenario,
): LoadReport {
  const each = rates.map(({ callsPerHour }) => callsPerHour);
  return {
    hours: (endMs - startMs) / HOUR_MS,
    callsPerHour: { least: Math.min(...each), most: Math.max(...each) },
    meanSeconds,
    neverCompletedPercent,
    seed,
  };
}

function destinationReport({ lane, active, talking }: Trace, all: readonly Trace[]): DestinationReport {
  const { name, uri, tier, maxActive, state, basisPoints } = lane.destination;
  const { placed } = lane.tally;
  return {
    name,
    uri,
    tier,
    maxActive,
    state,
    target: basisPoints / 100,
    placed: { calls: placed, share: share(placed, all.map((each) => each.lane.tally.placed)) },
    active: overTime(active, all.map((each) => each.active)),
    talking: overTime(talking, all.map((each) => each.talking)),
  };
}

function overTime({ mean, peak }: Gauge, all: readonly Gauge[]): OverTime {
  return { mean: round(mean), share: share(mean, all.map((each) => each.mean)), peak };
}

function hourReport({ fromMs, calls, refused, destinations }: HourTrace, scenario: Scenario): HourReport {
  const lastsMs = Math.min(HOUR_MS, scenario.endMs - fromMs);
  return {
    from: localTime(fromMs, scenario.timeZone),
    calls,
    refused,
    destinations: destinations.map(({ placed, activeMs, states }, index) => ({
      name: scenario.group.destinations[index].name,
      placed,
      active: round(activeMs / lastsMs),
      minutes: Object.fromEntries([...states].map(([state, ms]) => [state, round(ms / 60_000)])),
    })),
  };
}

function share(part: number, parts: readonly number[]): number | null {
  const whole = parts.reduce((sum, each) => sum + each, 0);
  return whole > 0 ? round((part / whole) * 100) : null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
