import type { CapReached } from '../routing/caps/reached.ts';
import type { FailureEvidence, HealthEvent, ReturnEvidence } from '../routing/health/health-event.ts';
import type { RouteGroup } from '../routing/route-group.ts';
import type { Trouble } from './books/trouble.ts';

/** Something that happened by itself and that people are told: in the log, on the live board, by webhooks. */
export type Happening = Occasion & What;

interface Occasion {
  readonly atMs: number;
  /** Null when it concerns the whole service. */
  readonly accountId: number | null;
  readonly groupId: number | null;
  readonly destinationId: number | null;
}

type What =
  | {
    readonly kind: 'destination.ejected';
    readonly detail: Observed & {
      readonly because: FailureEvidence;
      readonly until: string;
      readonly ejections: number;
    };
  }
  | { readonly kind: 'destination.spared'; readonly detail: Observed & { readonly because: FailureEvidence } }
  | { readonly kind: 'destination.trial'; readonly detail: Observed & { readonly attemptId: number } }
  | {
    readonly kind: 'destination.returned';
    readonly detail: Observed & { readonly because: ReturnEvidence };
  }
  | {
    readonly kind: 'destination.cap_reached';
    readonly detail: Omit<CapReached, 'untilMs'> & { readonly until: string | null };
  }
  | {
    readonly kind: 'group.refusing';
    readonly detail: { readonly reason: Trouble['reason']; readonly lastResort: boolean };
  }
  | {
    readonly kind: 'group.serving';
    readonly detail: { readonly reason: Trouble['reason']; readonly since: string; readonly refused: number };
  }
  | { readonly kind: 'service.degraded'; readonly detail: { readonly since: string } };

interface Observed {
  readonly observed: boolean;
}

type GroupOf = Pick<RouteGroup, 'id' | 'accountId'>;

export function healthHappening(group: GroupOf, event: HealthEvent): Happening {
  const occasion = { ...occasionIn(group, event.atMs), destinationId: event.destinationId };
  const observed = event.isObserved;
  switch (event.kind) {
    case 'ejected': {
      const { because, untilMs, ejections } = event;
      const detail = { observed, because, until: timeOf(untilMs), ejections };
      return { ...occasion, kind: 'destination.ejected', detail };
    }
    case 'spared':
      return { ...occasion, kind: 'destination.spared', detail: { observed, because: event.because } };
    case 'trial':
      return { ...occasion, kind: 'destination.trial', detail: { observed, attemptId: event.attemptId } };
    case 'returned':
      return { ...occasion, kind: 'destination.returned', detail: { observed, because: event.because } };
  }
}

export function capHappening(
  group: GroupOf,
  destinationId: number,
  { untilMs, ...cap }: CapReached,
  atMs: number,
): Happening {
  const detail = { ...cap, until: untilMs === null ? null : timeOf(untilMs) };
  return { ...occasionIn(group, atMs), destinationId, kind: 'destination.cap_reached', detail };
}

export function refusing(
  group: GroupOf & Pick<RouteGroup, 'lastResort'>,
  { reason, sinceMs }: Trouble,
): Happening {
  const detail = { reason, lastResort: group.lastResort !== null };
  return { ...occasionIn(group, sinceMs), kind: 'group.refusing', detail };
}

export function serving(group: GroupOf, { reason, sinceMs, refused }: Trouble, atMs: number): Happening {
  const detail = { reason, since: timeOf(sinceMs), refused };
  return { ...occasionIn(group, atMs), kind: 'group.serving', detail };
}

/** To be told once storage is back. */
export function degraded(sinceMs: number, atMs: number): Happening {
  const occasion = { atMs, accountId: null, groupId: null, destinationId: null };
  return { ...occasion, kind: 'service.degraded', detail: { since: timeOf(sinceMs) } };
}

function occasionIn({ id, accountId }: GroupOf, atMs: number): Occasion {
  return { atMs, accountId, groupId: id, destinationId: null };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
