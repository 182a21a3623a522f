import type { ServiceEvent } from '../../../../contract/event.ts';

/** `bad` is not as it should be, `waiting` is over by itself, `good` is over. */
export function eventTone(event: ServiceEvent): 'bad' | 'waiting' | 'good' {
  switch (event.kind) {
    case 'destination.ejected':
    case 'destination.spared':
    case 'group.refusing':
      return 'bad';
    case 'destination.trial':
    case 'destination.cap_reached':
      return 'waiting';
    case 'destination.returned':
    case 'group.serving':
    case 'service.degraded':
      return 'good';
  }
}
