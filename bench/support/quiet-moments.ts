import { cpuSeconds, machineSeconds, ownSeconds } from './cpu-time.ts';

/** The part of the machine that others may use while something is measured. */
const MOST_BY_OTHERS = 0.08;

/** After so many tries the least disturbed one has to do. */
const TRIES = 6;

interface Usage {
  readonly atSeconds: number;
  readonly machine: number;
  readonly ours: number;
}

/**
 * Measures while others leave the machine alone: a build that runs beside a benchmark would otherwise decide what it
 * says. Where there is no `/proc`, everything is measured once.
 */
export class QuietMoments {
  readonly #tries: number;
  #worst = 0;

  /** With one try, what is measured is as disturbed as it is, and the remark says so. */
  constructor(tries = TRIES) {
    this.#tries = tries;
  }

  /**
   * Measures again until others used little of the machine meanwhile. `pids` are the processes that take part; what this
   * one starts and waits for takes part as well.
   */
  async measure<Result>(pids: readonly number[], work: () => Promise<Result>): Promise<Result> {
    let best: { readonly result: Result; readonly others: number } | undefined;
    for (let tried = 0; tried < this.#tries; tried++) {
      const before = await usage(pids);
      const result = await work();
      const others = partOfOthers(before, await usage(pids));
      if (best === undefined || others < best.others) best = { result, others };
      if (others <= MOST_BY_OTHERS) break;
      if (this.#tries > 1) console.error(`Others used ${percent(others)} of the machine meanwhile.`);
    }
    this.#worst = Math.max(this.#worst, best!.others);
    return best!.result;
  }

  /** How far what was measured can be trusted. */
  get remark(): string {
    return `Others used at most ${percent(this.#worst)} of the machine meanwhile.`;
  }
}

async function usage(pids: readonly number[]): Promise<Usage | undefined> {
  const [machine, own, theirs] = await Promise.all([machineSeconds(), ownSeconds(), cpuSeconds(pids)]);
  if (machine === undefined || own === undefined || theirs === undefined) return undefined;
  return { atSeconds: performance.now() / 1000, machine, ours: own + theirs };
}

function partOfOthers(before: Usage | undefined, after: Usage | undefined): number {
  if (before === undefined || after === undefined) return 0;
  const others = after.machine - before.machine - (after.ours - before.ours);
  return Math.max(0, others) / ((after.atSeconds - before.atSeconds) * navigator.hardwareConcurrency);
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
