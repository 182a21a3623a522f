import { type Ledger, openLedger } from '../src/routing/ledger.ts';
import { placeCall } from '../src/routing/place.ts';
import { freePlace } from '../src/routing/tally.ts';
import type { Balance } from '../src/routing/route-group.ts';
import { groupOf, zipf } from './fairness/profiles.ts';
import { median } from './support/median.ts';
import { figure, markdownTable, publish, type Report } from './report.ts';

/** The most that one decision may cost, in microseconds, by the number of destinations. */
const BUDGETS: ReadonlyMap<number, number> = new Map([[4, 1], [100, 10]]);
const SIZES = [4, 20, 100, 1000];

const ROUNDS = 15;
/** About how many destinations one round looks at in all: small groups then decide more often. */
const LOOKS_PER_ROUND = 2_000_000;
/** Calls in progress for each destination. */
const ACTIVE_EACH = 10;

/** Places one call and ends the oldest, so that the number in progress stays. */
type Step = () => void;

/** What one decision costs in memory: eligibility, rule, counting. Beside it a round robin that decides nothing. */
export function decisionReport(): Report {
  const lines = SIZES.map((size) => ({ size, costs: measureSize(size) }));
  const missed = lines.flatMap(({ size, costs }) =>
    (['active', 'calls'] as const)
      .filter((balance) => costs[balance] > (BUDGETS.get(size) ?? Infinity))
      .map((balance) =>
        `${balance}, ${size} destinations: ${figure(costs[balance])} µs, bar ≤ ${BUDGETS.get(size)} µs`
      )
  );
  return { name: 'decision', title: 'The cost of one decision', body: bodyOf(lines), missed };
}

type Costs = Readonly<Record<Balance | 'nothing', number>>;

function bodyOf(lines: readonly { size: number; costs: Costs }[]): string {
  const headings = ['Destinations', 'Bar µs', 'active µs', 'calls µs', 'round robin µs'];
  const table = markdownTable(
    headings,
    lines.map(({ size, costs: { active, calls, nothing } }) => [
      String(size),
      BUDGETS.has(size) ? `≤ ${BUDGETS.get(size)}` : '',
      ...[active, calls, nothing].map(figure),
    ]),
  );
  return `Microseconds for one call placed and one ended, in memory, on one core: the median of ${ROUNDS} rounds, the
contenders by turns. Shares are Zipf; ${ACTIVE_EACH} calls are in progress for each destination. The round robin counts
the call and decides nothing.\n\n${table}`;
}

function measureSize(size: number): Costs {
  const contenders = {
    active: stepOf('active', size),
    calls: stepOf('calls', size),
    nothing: roundRobin(size),
  };
  const names = Object.keys(contenders) as (keyof Costs)[];
  const steps = Math.ceil(LOOKS_PER_ROUND / size);
  for (const name of names) time(contenders[name], steps);
  const rounds = Array.from({ length: ROUNDS }, () => names.map((name) => time(contenders[name], steps)));
  const costs = names.map((name, at) => [name, median(rounds.map((round) => round[at]))]);
  return Object.fromEntries(costs);
}

/** Microseconds a step. */
function time(step: Step, steps: number): number {
  const start = performance.now();
  for (let done = 0; done < steps; done++) step();
  return ((performance.now() - start) * 1000) / steps;
}

function stepOf(balance: Balance, size: number): Step {
  const ledger = openLedger({ ...groupOf(zipf(size)), balance });
  const place = () => {
    const placement = placeCall(ledger, { attemptId: 1, session: '1', chain: { tried: [], number: 1 } }, 0);
    if (placement.kind === 'refused') {
      throw new Error(`A group of ${size} refused a call: ${placement.reason}.`);
    }
    return placement.lane;
  };
  return replacing(place, size);
}

function roundRobin(size: number): Step {
  const { lanes }: Ledger = openLedger(groupOf(zipf(size)));
  let turn = 0;
  return replacing(() => {
    const lane = lanes[turn++ % size];
    lane.tally.active += 1;
    return lane;
  }, size);
}

function replacing(place: () => Ledger['lanes'][number], size: number): Step {
  const inProgress = Array.from({ length: ACTIVE_EACH * size }, place);
  let oldest = 0;
  return () => {
    freePlace(inProgress[oldest].tally);
    inProgress[oldest] = place();
    oldest = (oldest + 1) % inProgress.length;
  };
}

if (import.meta.main) await publish(decisionReport());
