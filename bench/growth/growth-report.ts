import { figure, markdownTable, type Report } from '../report.ts';
import { Child } from '../support/child.ts';
import { median } from '../support/median.ts';
import { QuietMoments } from '../support/quiet-moments.ts';

const GROUPS = 100_000;
const ATTEMPTS = 1_000_000;
const ROUNDS = 5;

/** The least part of the empty switchboard's throughput that must be left. */
const LEAST_RATIO = 0.8;
const MOST_BYTES = 300;

/** Which switchboard the calls are for, and how many of its groups. */
type Calls = 'empty' | 'one' | 'all';

interface Weight {
  readonly heap: number;
  readonly resident: number;
}

/** Throughput with many groups and open attempts beside an empty switchboard, and what an open attempt weighs. */
export async function growthReport(): Promise<Report> {
  const script = new URL('./measure.ts', import.meta.url);
  const [empty, grown] = [new Child(script, 1, 0), new Child(script, GROUPS, ATTEMPTS)];
  try {
    await empty.next<Weight>();
    console.error(`Opening ${ATTEMPTS.toLocaleString('en')} attempts …`);
    const weight = await grown.next<Weight>();
    const quiet = new QuietMoments();
    const decisionsOf = async (child: Child, groups: 'one' | 'all') => {
      const ask = () => child.ask<{ decisionsPerSecond: number }>(groups);
      return (await quiet.measure([child.pid], ask)).decisionsPerSecond;
    };
    const rounds: Record<Calls, number>[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      console.error(`Round ${round} of ${ROUNDS} …`);
      rounds.push({
        empty: await decisionsOf(empty, 'one'),
        one: await decisionsOf(grown, 'one'),
        all: await decisionsOf(grown, 'all'),
      });
    }
    const middle = (of: Calls) => median(rounds.map((round) => round[of]));
    return reportOf(weight, { empty: middle('empty'), one: middle('one'), all: middle('all') }, quiet.remark);
  } finally {
    await empty.kill();
    await grown.kill();
  }
}

function reportOf(weight: Weight, { empty, one, all }: Record<Calls, number>, remark: string): Report {
  const bytes = weight.heap / ATTEMPTS;
  const groups = GROUPS.toLocaleString('en');
  const table = markdownTable(['Switchboard', 'Calls for', 'Placed and completed/s', 'of empty'], [
    ['empty', 'one group', empty.toFixed(0), '1'],
    ['grown', 'one group', one.toFixed(0), figure(one / empty)],
    ['grown', `all ${groups} groups`, all.toFixed(0), figure(all / empty)],
  ]);
  const missed = [];
  if (all / empty < LEAST_RATIO) {
    missed.push(`calls for all groups: ${figure(all / empty)} of the empty one, bar ≥ ${LEAST_RATIO}`);
  }
  if (bytes > MOST_BYTES) missed.push(`${figure(bytes)} bytes an open attempt, bar ≤ ${MOST_BYTES}`);
  return {
    name: 'growth',
    title: 'Growth',
    body:
      `The embedded switchboard without HTTP, 256 calls at a time, every answer durable; each call that is placed
ends the oldest one. Medians of ${ROUNDS} rounds of 3 s, by turns. "Grown" has ${groups} groups of four destinations and
${ATTEMPTS.toLocaleString('en')} open attempts. An open attempt takes ${
        figure(bytes)
      } bytes of heap (after a full
collection, its session id included) and ${
        figure(weight.resident / ATTEMPTS)
      } bytes of resident memory; the bar for
the heap is ${MOST_BYTES}.\n\n${table}\n${remark}`,
    missed,
  };
}
