import type { FailureEvidence } from '../../routing/health/health-event.ts';
import { localTime, spaced, withoutSeconds } from './local-time.ts';
import type { Conduct, Scenario } from '../../simulation/scenario.ts';
import type { CapReached, SimulationEvent } from '../../simulation/simulation-event.ts';

/** An event for people: when, where, and what in words; `kind` is for programs, and so is what else there is. */
export interface EventReport {
  readonly at: string;
  readonly kind: SimulationEvent['kind'];
  /** The name of the destination; null for one of a time zone. */
  readonly destination: string | null;
  readonly what: string;
  /** Until when an ejection lasts, or a cap is used up. */
  readonly until?: string;
  /** Which of the ejections in a row it is, from 1. */
  readonly ejections?: number;
}

export function eventReport(event: SimulationEvent, { group, timeZone }: Scenario): EventReport {
  const { kind, atMs } = event;
  const destination = 'destinationId' in event
    ? group.destinations.find(({ id }) => id === event.destinationId)!.name
    : null;
  return {
    at: localTime(atMs, timeZone),
    kind,
    destination,
    what: wordsOf(event, timeZone),
    ...('untilMs' in event ? { until: localTime(event.untilMs, timeZone) } : {}),
    ...(kind === 'ejected' ? { ejections: event.ejections } : {}),
  };
}

function wordsOf(event: SimulationEvent, timeZone: string): string {
  switch (event.kind) {
    case 'opened':
      return 'opens';
    case 'closed':
      return 'closes';
    case 'ejected': {
      const seconds = Math.round((event.untilMs - event.atMs) / 1000);
      return `${event.isObserved ? 'would be ejected' : 'ejected'} for ${seconds} s: ${
        evidence(event.because)
      }`;
    }
    case 'spared':
      return `${evidence(event.because)}; not ejected, as too few others would be left`;
    case 'trial':
      return event.isObserved ? 'would be on trial' : 'on trial with one call';
    case 'returned':
      return event.because.rule === 'served'
        ? 'back in service: its trial was served'
        : 'back in service: its trial was still up after a minute';
    case 'cap_reached':
      return describeCap(event, timeZone);
    case 'behaviour_changed':
      return describeConduct(event.conduct);
    case 'clocks_changed': {
      const { byMinutes, timeZone } = event;
      return `the clocks of ${timeZone} go ${byMinutes < 0 ? 'back' : 'forward'} by ${
        Math.abs(byMinutes)
      } min`;
    }
  }
}

function evidence(because: FailureEvidence): string {
  if (because.rule === 'trial') return 'its trial failed';
  if (because.rule === 'consecutive') return `${because.failures} failures in a row`;
  return `${because.failures} of ${because.attempts} attempts failed`;
}

function describeCap({ shared, per, calls, untilMs }: CapReached, timeZone: string): string {
  const whose = shared === null ? 'its cap' : `the cap of ${shared}`;
  const until = withoutSeconds(spaced(localTime(untilMs, timeZone)));
  const often = per === 'hour' ? 'an hour' : `a ${per}`;
  return `${whose} of ${calls} calls ${often} is used up until ${until}`;
}

function describeConduct({ failPercent, afterSeconds, outcome, silent, durationFactor }: Conduct): string {
  const told = outcome === undefined ? '' : `, told as ${outcome}`;
  const fails = failPercent === 0
    ? 'begins to serve every call'
    : `begins to ${silent ? 'drop' : 'fail'} ${failPercent} % of its calls after ${afterSeconds} s${told}`;
  return durationFactor === 1 ? fails : `${fails}; calls last ${durationFactor} times as long`;
}
