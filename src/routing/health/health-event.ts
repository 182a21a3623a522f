/** A change in what a destination's calls say of it, with the evidence: for people, webhooks and the audit of a day. */
export type HealthEvent = HealthChange & {
  readonly destinationId: number;
  readonly atMs: number;
  /** Whether it was only observed: no call went elsewhere for it. */
  readonly isObserved: boolean;
};

type HealthChange =
  | {
    readonly kind: 'ejected';
    readonly because: FailureEvidence;
    readonly untilMs: number;
    /** Which of the ejections in a row it is, from 1. */
    readonly ejections: number;
  }
  /** It should have been ejected, but too few others would have been left. */
  | { readonly kind: 'spared'; readonly because: FailureEvidence }
  /** An ejection is over: this attempt shows whether others may follow. */
  | { readonly kind: 'trial'; readonly attemptId: number }
  /** The trial went well: calls come back, more and more of them. */
  | { readonly kind: 'returned'; readonly because: ReturnEvidence };

export type FailureEvidence =
  | { readonly rule: 'consecutive'; readonly failures: number }
  | { readonly rule: 'percent'; readonly failures: number; readonly attempts: number }
  | { readonly rule: 'trial'; readonly attemptId: number };

/** The attempt on trial served, or was still up after a minute. */
export interface ReturnEvidence {
  readonly rule: 'served' | 'still_up';
  readonly attemptId: number;
}
