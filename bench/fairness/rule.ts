import { type Desk, ourDesk } from './desk.ts';
import type { Random } from './random.ts';

/** A balancing rule, ours or a peer's. */
export interface Rule {
  readonly name: string;
  /** A fresh start; only the random rule draws from `random`. */
  readonly open: (random: Random) => Desk;
}

/** Our rules; which of them decides stands in the simulated group. */
export const ours: Rule = { name: 'Plum Routes', open: ourDesk };
