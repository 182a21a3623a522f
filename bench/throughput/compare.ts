import { median } from '../support/median.ts';
import { cpuSeconds } from '../support/cpu-time.ts';
import { isInstalled } from '../support/program.ts';
import type { QuietMoments } from '../support/quiet-moments.ts';
import type { Contender, Entrant } from './contender.ts';
import { applyLoad, type Load, type LoadFigures } from './wrk.ts';

/** How often and how long each load is applied. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

/** What one contender reached under one load: medians over the rounds. */
export interface Line extends Omit<Figures, 'requests'> {
  readonly name: string;
  readonly load: Load;
}

interface Figures extends LoadFigures {
  /** Processor time of the service for a request, in microseconds; NaN where it can't be known. */
  readonly cpuMicros: number;
}

/** Who can take part, and for the others what is missing, in a sentence each. */
export async function takePart(
  entrants: readonly Entrant[],
): Promise<{ present: Entrant[]; missing: string[] }> {
  const present: Entrant[] = [];
  const missing: string[] = [];
  for (const entrant of entrants) {
    const installed = await Promise.all(entrant.needs.map(({ command }) => isInstalled(command)));
    const absent = entrant.needs.filter((_, at) => !installed[at]);
    if (absent.length === 0) present.push(entrant);
    else {missing.push(`${entrant.name} took no part. To install it: ${
        absent.map(({ from }) => from).join(', ')
      }.`);}
  }
  return { present, missing };
}

/** Starts everybody in an empty folder, applies the loads by turns, and stops everybody. */
export async function compare(
  entrants: readonly Entrant[],
  loads: readonly Load[],
  rounds: number,
  quiet: QuietMoments,
): Promise<Line[]> {
  const folders = await Promise.all(entrants.map(() => Deno.makeTempDir({ prefix: 'bench-' })));
  const contenders: Contender[] = [];
  try {
    for (const [at, entrant] of entrants.entries()) contenders.push(await entrant.start(folders[at]));
    for (const contender of contenders) await applyLoad(contender, { ...loads[0], seconds: 2 });
    const lines: Line[] = [];
    for (const load of loads) lines.push(...await takeTurns(contenders, load, rounds, quiet));
    return lines;
  } finally {
    for (const contender of contenders) await contender.stop();
    for (const folder of folders) await Deno.remove(folder, { recursive: true });
  }
}

async function takeTurns(
  contenders: readonly Contender[],
  load: Load,
  rounds: number,
  quiet: QuietMoments,
): Promise<Line[]> {
  const figures = contenders.map((): Figures[] => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [at, contender] of contenders.entries()) {
      console.error(`${contender.name}, ${load.connections} connections, round ${round} of ${rounds} …`);
      figures[at].push(await quiet.measure(contender.pids, () => measured(contender, load)));
    }
  }
  return contenders.map(({ name }, at) => {
    const middle = (of: (figures: Figures) => number) => median(figures[at].map(of));
    return {
      name,
      load,
      requestsPerSecond: middle((each) => each.requestsPerSecond),
      p50Ms: middle((each) => each.p50Ms),
      p99Ms: middle((each) => each.p99Ms),
      cpuMicros: middle((each) => each.cpuMicros),
    };
  });
}

async function measured(contender: Contender, load: Load): Promise<Figures> {
  const [placed, cpu] = [await contender.placed(), await cpuSeconds(contender.pids)];
  const figures = await applyLoad(contender, load);
  const used = (await cpuSeconds(contender.pids) ?? NaN) - (cpu ?? NaN);
  checkPlaced(contender.name, load, figures.requests, (await contender.placed() ?? NaN) - (placed ?? NaN));
  return { ...figures, cpuMicros: (used * 1e6) / figures.requests };
}

/** A service that answers 200 and places nothing would look fast: what was placed is counted on both sides. */
function checkPlaced(name: string, { completing }: Load, requests: number, placed: number) {
  const least = Math.floor(completing ? requests / 2 : requests);
  if (placed < least) throw new Error(`${name} answered ${requests} requests, but placed ${placed} calls.`);
}
