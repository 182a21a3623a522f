import type { CallStep, StepPosition } from './calls.ts';

/** Finds steps by an engine's own indexes. */
export interface StepFinder {
  /** At least the newest `limit` steps of a session's last call in an account, in no particular order. */
  ofSession(accountId: number, session: string, limit: number): Promise<CallStep[]>;

  /** At least the newest `limit` steps of a group that were before this, in no particular order. */
  ofGroup(groupId: number, before: StepPosition | undefined, limit: number): Promise<CallStep[]>;
}
