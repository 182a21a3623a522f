import { type Kysely, SqliteAdapter } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import {
  type Calls,
  type CallStep,
  MOST_STEPS,
  type SessionSteps,
  type StepsPage,
  type StepsQuery,
} from './calls.ts';
import { PostgresSteps } from './postgres-steps.ts';
import { SqliteSteps } from './sqlite-steps.ts';
import type { StepFinder } from './step-finder.ts';
import { newestOf } from './step-rows.ts';

/** After so long without a step, a session id stands for another call. */
const SILENCE_MS = 86_400_000;

/** Single calls in the switchboard's own tables. */
export class KyselyCalls implements Calls {
  readonly #finder: StepFinder;

  constructor(db: Kysely<HistorySchema>, now: () => number) {
    const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
    this.#finder = isSqlite ? new SqliteSteps(db, now) : new PostgresSteps(db);
  }

  async ofSession(accountId: number, session: string): Promise<SessionSteps> {
    const found = newestOf(await this.#finder.ofSession(accountId, session, MOST_STEPS + 1), MOST_STEPS + 1);
    const lastCall = untilSilence(found);
    return { steps: lastCall.slice(0, MOST_STEPS).reverse(), hasEarlier: lastCall.length > MOST_STEPS };
  }

  async ofGroup(groupId: number, { before, limit }: StepsQuery): Promise<StepsPage> {
    const found = newestOf(await this.#finder.ofGroup(groupId, before, limit + 1), limit + 1);
    const steps = found.slice(0, limit);
    return { steps, next: found.length > limit ? steps.at(-1) : undefined };
  }
}

/** Of steps that begin with the newest, those of the last call. */
function untilSilence(steps: readonly CallStep[]): readonly CallStep[] {
  const silence = steps.findIndex(({ atMs }, index) =>
    index > 0 && steps[index - 1].atMs - atMs > SILENCE_MS
  );
  return silence === -1 ? steps : steps.slice(0, silence);
}
