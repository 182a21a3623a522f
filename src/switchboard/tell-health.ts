import type { Log } from '../log.ts';
import type { FailureEvidence, HealthEvent, ReturnEvidence } from '../routing/health/health-event.ts';

/** Tells operators what the calls of a destination have come to say of it, and why. */
export function tellHealth(log: Log, groupId: number, events: readonly HealthEvent[]) {
  for (const event of events) {
    const { kind, destinationId, isObserved } = event;
    const fields = { group: groupId, destination: destinationId, observedOnly: isObserved || undefined };
    log[kind === 'ejected' || kind === 'spared' ? 'warn' : 'info'](MESSAGES[kind], {
      ...fields,
      ...evidenceOf(event),
    });
  }
}

const MESSAGES: Readonly<Record<HealthEvent['kind'], string>> = {
  ejected: 'A destination is ejected: its calls fail.',
  spared: 'A destination fails, and is not ejected: too few others would be left.',
  trial: 'An ejected destination has one call to show that it is back.',
  returned: 'A destination is back: its calls come about again.',
};

function evidenceOf(event: HealthEvent): Record<string, string | number> {
  switch (event.kind) {
    case 'ejected':
      return {
        ...reasonOf(event.because),
        until: new Date(event.untilMs).toISOString(),
        ejections: event.ejections,
      };
    case 'spared':
      return reasonOf(event.because);
    case 'trial':
      return { attempt: event.attemptId };
    case 'returned':
      return reasonOf(event.because);
  }
}

function reasonOf({ rule, ...evidence }: FailureEvidence | ReturnEvidence): Record<string, string | number> {
  return { because: rule, ...evidence };
}
