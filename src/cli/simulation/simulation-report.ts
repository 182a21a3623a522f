import type { Refusal } from '../../routing/refusal.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import type { Fairness } from './fairness-gauge.ts';
import type { Gauge } from './gauge.ts';
import type { Load, Simulation, Trace } from './simulate-group.ts';

/** The figures of a simulation, rounded to what is worth reading. Shares are percents, null of nothing. */
export interface SimulationReport {
  readonly group: string;
  readonly balance: RouteGroup['balance'];
  readonly load: Load;
  readonly calls: number;
  readonly destinations: readonly DestinationReport[];
  /** Requests that got no destination, by the data plane's error code. */
  readonly refused: Partial<Record<Refusal, number>>;
  readonly fairness: Fairness;
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

export function simulationReport(group: RouteGroup, load: Load, simulation: Simulation): SimulationReport {
  const { calls, destinations, refused, fairness } = simulation;
  return {
    group: group.name,
    balance: group.balance,
    load,
    calls,
    destinations: destinations.map((trace) => destinationReport(trace, destinations)),
    refused: Object.fromEntries(refused),
    fairness: { mean: round(fairness.mean), worst: round(fairness.worst) },
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

function share(part: number, parts: readonly number[]): number | null {
  const whole = parts.reduce((sum, each) => sum + each, 0);
  return whole > 0 ? round((part / whole) * 100) : null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
