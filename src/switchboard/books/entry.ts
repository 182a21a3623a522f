import type { Attempt } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';

/**
 * The last attempt of a session as it is kept in memory. There can be millions, so it is one flat object, and a node
 * of its expiry bucket's list at the same time.
 */
export class Entry implements Attempt {
  readonly id: number;
  readonly accountId: number;
  readonly groupId: number;
  readonly destinationId: number;
  readonly session: string | null;
  readonly number: number;
  readonly tried: readonly number[];
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  /** False once it was retried and nothing took its place: kept until its retry window closes. */
  open = true;
  /** What became of its call, if that was told. */
  outcome: Outcome | undefined = undefined;
  /** When it leaves memory, in whole seconds of Unix time: the bucket it is in; 0 while it is in none. */
  dueSecond = 0;
  before: Entry | undefined = undefined;
  after: Entry | undefined = undefined;

  constructor(attempt: Attempt) {
    this.id = attempt.id;
    this.accountId = attempt.accountId;
    this.groupId = attempt.groupId;
    this.destinationId = attempt.destinationId;
    this.session = attempt.session;
    this.number = attempt.number;
    this.tried = attempt.tried;
    this.openedAtMs = attempt.openedAtMs;
    this.expiresAtMs = attempt.expiresAtMs;
  }
}
