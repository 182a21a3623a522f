import { median } from '../support/median.ts';
import { stop } from '../support/program.ts';
import type { QuietMoments } from '../support/quiet-moments.ts';
import { applyLoad, type Load, type LoadFigures } from '../throughput/wrk.ts';
import { ask } from './asked.ts';
import type { FilledService } from './filled-services.ts';

const ROUNDS = 5;

type Measured = Pick<LoadFigures, 'requestsPerSecond' | 'p50Ms' | 'p99Ms'>;

/** What calls get while nobody reads, while somebody does, and while something else keeps a core busy. */
export interface BesideCalls {
  readonly alone: Measured;
  /** Beside a program that only counts: what any work on so few cores costs them. */
  readonly busy: Measured;
  readonly reading: Measured;
}

/** Calls through a running service, by turns alone, beside a busy core, and while a client reads reports without end. */
export async function measureBesideCalls(
  { server, pids }: FilledService,
  load: Load,
  quiet: QuietMoments,
): Promise<BesideCalls> {
  const [group] = await server.client.groups();
  const routeUrl = `${server.url}${new URL(group.url).pathname}`;
  const call = () => applyLoad({ name: 'Plum Routes', routeUrl, completePath: '/ws/complete' }, load);
  await call();
  const rounds: BesideCalls[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const alone = await quiet.measure(pids, call);
    const busy = await quiet.measure(pids, () => whileCounting(call));
    const reading = await quiet.measure(pids, () => whileReading(server.url, call));
    rounds.push({ alone, busy, reading });
  }
  return middleOf(rounds);
}

async function whileCounting(call: () => Promise<LoadFigures>): Promise<LoadFigures> {
  const counting = new Deno.Command(Deno.execPath(), { args: ['eval', 'for (;;);'] }).spawn();
  try {
    return await call();
  } finally {
    await stop(counting, 'SIGKILL');
  }
}

async function whileReading(url: string, call: () => Promise<LoadFigures>): Promise<LoadFigures> {
  const over = new AbortController();
  const reading = readUntil(url, over.signal);
  try {
    return await call();
  } finally {
    over.abort();
    await reading;
  }
}

/** Report after report; the last one is broken off. */
async function readUntil(url: string, over: AbortSignal) {
  while (!over.aborted) {
    await ask(url, 'reports?period=last-24-hours&by=total&format=ndjson', over).catch((error) => {
      if (!over.aborted) throw error;
    });
  }
}

function middleOf(rounds: readonly BesideCalls[]): BesideCalls {
  const middle = (of: 'alone' | 'busy' | 'reading'): Measured => ({
    requestsPerSecond: median(rounds.map((round) => round[of].requestsPerSecond)),
    p50Ms: median(rounds.map((round) => round[of].p50Ms)),
    p99Ms: median(rounds.map((round) => round[of].p99Ms)),
  });
  return {
    alone: middle('alone'),
    busy: middle('busy'),
    reading: middle('reading'),
  };
}
