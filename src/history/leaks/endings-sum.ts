import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Endings } from './loss-figures.ts';

export type EndingsByGroup = ReadonlyMap<number, Endings>;

/** Attempts that ended in the same way. */
export interface Ended {
  readonly reason: EndReason;
  readonly outcome: Outcome | '';
  readonly ended: number;
  /** For how long they were open together. */
  readonly openMs: number;
}

export function noEndings(): Endings {
  return { reasons: {}, outcomes: {}, completedOpenMs: 0 };
}

interface Sum extends Endings {
  readonly reasons: Partial<Record<EndReason, number>>;
  readonly outcomes: Partial<Record<Outcome | '', number>>;
  completedOpenMs: number;
}

/** Adds up how attempts ended, group by group. */
export class EndingsSum {
  readonly #byGroup = new Map<number, Sum>();

  get byGroup(): EndingsByGroup {
    return this.#byGroup;
  }

  add(groupId: number, { reason, outcome, ended, openMs }: Ended) {
    let sum = this.#byGroup.get(groupId);
    if (sum === undefined) this.#byGroup.set(groupId, sum = { ...noEndings(), reasons: {}, outcomes: {} });
    sum.reasons[reason] = (sum.reasons[reason] ?? 0) + ended;
    if (reason !== 'completed') return;
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + ended;
    sum.completedOpenMs += openMs;
  }
}
