import type { Lane } from './ledger.ts';

/** What a balancing rule chose, and on what grounds. */
export interface Choice {
  readonly lane: Lane;
  /** Of each lane, in micro-calls: what the rule compares. The most is chosen, of those that may be. */
  readonly deficits: readonly number[];
  /** The lanes that could be chosen; the others were held back by the rule. */
  readonly among: readonly Lane[];
}
