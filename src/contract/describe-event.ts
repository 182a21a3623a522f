import type { ServiceEvent } from './event.ts';

type Of<Kind extends ServiceEvent['kind']> = Extract<ServiceEvent, { kind: Kind }>;

/** How a time is written, in the reader's way; as it is stored unless said otherwise. */
type WriteTime = (iso: string) => string;

/**
 * What happened, in a sentence or two: "Boston is ejected until 12:05: 5 calls in a row failed." It names the
 * destination and not the group, which `eventPlace` does.
 */
export function describeEvent(event: ServiceEvent, timeOf: WriteTime = (iso) => iso): string {
  switch (event.kind) {
    case 'destination.ejected':
      return `${observed(event)}${ejection(event, timeOf)}`;
    case 'destination.spared':
      return `${observed(event)}${nameOf(event.destination)} is not ejected though ${
        failures(event.because)
      }: too few others would be left.`;
    case 'destination.trial':
      return `${observed(event)}${nameOf(event.destination)} is on trial: one call shows whether it is back.`;
    case 'destination.returned':
      return `${observed(event)}${nameOf(event.destination)} is back: ${RETURNS[event.because.rule]}.`;
    case 'destination.cap_reached':
      return capReached(event, timeOf);
    case 'group.refusing':
      return `${event.lastResort ? 'Callers get the last resort' : 'Callers are refused'}: ${
        REFUSALS[event.reason]
      }.`;
    case 'group.serving':
      return `Calls are placed again. Since ${timeOf(event.since)} ${
        count(event.refused, 'call')
      } found no ` +
        `destination: ${REFUSALS[event.reason]}.`;
    case 'service.degraded':
      return `Storage is back. Since ${timeOf(event.since)} calls were answered from memory.`;
  }
}

/** Where it happened: the group by its name. */
export function eventPlace(event: ServiceEvent): string {
  if (event.kind === 'service.degraded') return 'The service';
  return event.group.name || `Group ${event.group.id}`;
}

const RETURNS = {
  served: 'its trial call went well',
  still_up: 'its trial call is still up after a minute',
};

const REFUSALS = {
  no_destination: 'no destination takes calls',
  at_capacity: 'every destination is at its cap',
  closed: 'every destination is closed',
  unhealthy: 'every destination fails',
};

function observed(event: { readonly observed: boolean }): string {
  return event.observed ? 'Observed only: ' : '';
}

function ejection({ destination, until, because, ejections }: Of<'destination.ejected'>, timeOf: WriteTime) {
  const again = ejections > 1 ? ` It is ejection ${ejections} in a row.` : '';
  return `${nameOf(destination)} is ejected until ${timeOf(until)}: ${failures(because)}.${again}`;
}

function failures(because: Of<'destination.ejected'>['because']): string {
  switch (because.rule) {
    case 'consecutive':
      return `${count(because.failures, 'call')} in a row failed`;
    case 'percent':
      return `${because.failures} of the last ${count(because.attempts, 'attempt')} failed`;
    case 'trial':
      return 'its trial call failed';
  }
}

function capReached(event: Of<'destination.cap_reached'>, timeOf: WriteTime): string {
  const { destination, per, most, shared, until } = event;
  const name = nameOf(destination);
  const at = shared === null ? '' : ` The last call went to ${name}.`;
  if (per === null) return `${shared ?? name} is full: ${count(most, 'call')} in progress.${at}`;
  const anew = until === null ? '' : ` until ${timeOf(until)}`;
  return `${shared ?? name} has had the ${count(most, 'call')} of its ${PERIODS[per]} cap${anew}.${at}`;
}

const PERIODS = { hour: 'hourly', day: 'daily', month: 'monthly' };

function count(many: number, what: string): string {
  return `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`;
}

function nameOf({ id, name }: { readonly id: number; readonly name: string }): string {
  return name || `Destination ${id}`;
}
