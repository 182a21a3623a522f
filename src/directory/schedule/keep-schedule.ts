import type { Log } from '../../log.ts';
import type { Schedule } from './schedule.ts';

export interface KeepScheduleOptions {
  readonly schedule: Pick<Schedule, 'carryOut'>;
  readonly log: Log;
  readonly now?: () => Date;
  /** The longest time without a look; for tests. */
  readonly lookMs?: number;
}

/** Also an edit that another node schedules for the next moment is made within a second. */
const LOOK_MS = 1000;

/**
 * Makes scheduled edits when they are due, until it is closed; those that are due already before this answers.
 * What storage refuses is tried again.
 */
export async function keepSchedule(options: KeepScheduleOptions): Promise<{ close(): Promise<void> }> {
  const keeper = new ScheduleKeeper(options);
  await keeper.look();
  return keeper;
}

class ScheduleKeeper {
  readonly #schedule: Pick<Schedule, 'carryOut'>;
  readonly #log: Log;
  readonly #now: () => Date;
  readonly #lookMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> = Promise.resolve();
  #failing = false;
  #closed = false;

  constructor({ schedule, log, now = () => new Date(), lookMs = LOOK_MS }: KeepScheduleOptions) {
    this.#schedule = schedule;
    this.#log = log;
    this.#now = now;
    this.#lookMs = lookMs;
  }

  /** Waits for the edits under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  look(): Promise<void> {
    return this.#looking = this.#carryOut();
  }

  #lookAgainAt(next: Date | undefined) {
    if (this.#closed) return;
    const waitMs = next ? Math.max(0, next.getTime() - this.#now().getTime()) : Infinity;
    this.#timer = setTimeout(() => this.look(), Math.min(waitMs, this.#lookMs));
  }

  /** Storage that is away is told once, and once when it is back. */
  async #carryOut() {
    let next: Date | undefined;
    try {
      next = await this.#schedule.carryOut();
      if (this.#failing) this.#log.info('The database answers again: scheduled edits are made.');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        this.#log.warn('The database does not answer: scheduled edits wait.', { reason: String(error) });
      }
      this.#failing = true;
    }
    this.#lookAgainAt(next);
  }
}
