import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';

/** A request of a voice application for a destination, as it was answered then. */
export type RecordedRequest = RecordedAttempt | RecordedRefusal;

interface Asked {
  readonly id: number;
  /** Null when the request carried none. */
  readonly session: string | null;
  /** The number of the attempt that it was, or would have been: 1 for a new transfer. */
  readonly number: number;
  readonly atMs: number;
}

export interface RecordedAttempt extends Asked {
  readonly kind: 'placed';
  readonly destinationId: number;
  /** The destinations of the earlier attempts of its chain. */
  readonly tried: readonly number[];
  readonly expiresAtMs: number;
  /** Null while it is open, as its reason and outcome are. */
  readonly endedAtMs: number | null;
  readonly endReason: EndReason | null;
  readonly outcome: Outcome | null;
}

export interface RecordedRefusal extends Asked {
  readonly kind: 'refused';
  readonly reason: Refusal;
  /** Whether it got the group's last resort. */
  readonly lastResort: boolean;
}

/** A stretch of a group's past. */
export interface RecordedPeriod {
  readonly groupId: number;
  readonly fromMs: number;
  /** Not in it. */
  readonly toMs: number;
  /** For so long before it, attempts are looked for that were still open when it began. */
  readonly lookBackMs: number;
}
