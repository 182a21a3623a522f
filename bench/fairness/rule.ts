import { chooseActive } from '../../src/routing/balance-active.ts';
import { chooseCalls } from '../../src/routing/balance-calls.ts';
import type { Lane } from '../../src/routing/ledger.ts';
import type { Random } from './random.ts';

/** Chooses one of the eligible lanes; `all` are the group's. The simulation counts the call, the rule does not. */
export type Choose = (eligible: readonly Lane[], all: readonly Lane[]) => Lane;

/** A balancing rule, ours or a peer's. */
export interface Rule {
  readonly name: string;
  /** A fresh start; only the random rule draws from `random`. */
  readonly create: (random: Random) => Choose;
}

export const ourActive: Rule = { name: 'Plum Routes', create: () => (eligible) => chooseActive(eligible) };
export const ourCalls: Rule = { name: 'Plum Routes', create: () => (eligible) => chooseCalls(eligible) };
