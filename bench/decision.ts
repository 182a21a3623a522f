import { DEFAULT_POLICIES } from '../src/routing/default-policies.ts';
import { endAttempt } from '../src/routing/end.ts';
import { openLedger } from '../src/routing/ledger.ts';
import { placeCall } from '../src/routing/place.ts';
import type { Cap, OpeningHours } from '../src/routing/policies.ts';
import type { RouteGroup } from '../src/routing/route-group.ts';
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
/** How long a call lasts: the clock moves on with each one. */
const CALL_MS = 180_000;

/** Places one call and ends the oldest, so that the number in progress stays. */
type Step = () => void;

/** Those that have a budget, and one for comparison. */
const CONTENDERS = {
  active: (size: number) => stepOf(groupOf(zipf(size))),
  calls: (size: number) => stepOf(groupOf(zipf(size), { balance: 'calls' })),
  policed: (size: number) => stepOf(policedGroup(size)),
  nothing: roundRobin,
};

type Costs = Readonly<Record<keyof typeof CONTENDERS, number>>;

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

function bodyOf(lines: readonly { size: number; costs: Costs }[]): string {
  const headings = ['Destinations', 'Bar µs', 'active µs', 'calls µs', 'every policy µs', 'round robin µs'];
  const table = markdownTable(
    headings,
    lines.map(({ size, costs: { active, calls, policed, nothing } }) => [
      String(size),
      BUDGETS.has(size) ? `≤ ${BUDGETS.get(size)}` : '',
      ...[active, calls, policed, nothing].map(figure),
    ]),
  );
  return `Microseconds for one call placed and one ended, in memory, on one core: the median of ${ROUNDS} rounds, the
contenders by turns. Shares are Zipf; ${ACTIVE_EACH} calls are in progress for each destination, and last three minutes.
"Every policy" is the rule \`active\` where each destination has hours and three caps, all of them share two more, and
failures eject. The round robin counts the call and decides nothing.\n\n${table}`;
}

function measureSize(size: number): Costs {
  const names = Object.keys(CONTENDERS) as (keyof Costs)[];
  const steps = names.map((name) => CONTENDERS[name](size));
  const count = Math.ceil(LOOKS_PER_ROUND / size);
  for (const step of steps) time(step, count);
  const rounds = Array.from({ length: ROUNDS }, () => steps.map((step) => time(step, count)));
  const costs = names.map((name, at) => [name, median(rounds.map((round) => round[at]))]);
  return Object.fromEntries(costs);
}

/** Microseconds a step. */
function time(step: Step, steps: number): number {
  const start = performance.now();
  for (let done = 0; done < steps; done++) step();
  return ((performance.now() - start) * 1000) / steps;
}

function policedGroup(size: number): RouteGroup {
  const hours: OpeningHours = {
    timeZone: 'America/New_York',
    open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }],
    closed: ['1999-12-31'],
  };
  const calls = 1_000_000_000;
  const caps: Cap[] = [{ per: 'hour', calls }, { per: 'day', calls }, { per: 'month', calls }];
  const group = groupOf(zipf(size));
  const destinations = group.destinations.map((each) => ({ ...each, hours, caps, maxActive: calls }));
  const shared = { name: 'All', destinations: destinations.map(({ id }) => id), maxActive: calls };
  return {
    ...{ ...group, destinations, timeZone: 'America/New_York' },
    sharedCaps: [{ ...shared, caps: [{ per: 'day', calls }] }],
    health: { ...DEFAULT_POLICIES.health, mode: 'on' },
  };
}

function stepOf(group: RouteGroup): Step {
  const ledger = openLedger(group);
  const inProgress = ACTIVE_EACH * group.destinations.length;
  let nowMs = 0;
  const place = () => {
    nowMs += CALL_MS / inProgress;
    const call = { attemptId: 1, session: '1', chain: { tried: [], number: 1 } };
    const placement = placeCall(ledger, call, Math.floor(nowMs));
    if (placement.kind === 'placed') return placement.attempt;
    throw new Error(`A group of ${group.destinations.length} refused a call: ${placement.reason}.`);
  };
  return replacing(
    place,
    (attempt) => endAttempt(ledger, attempt, { reason: 'completed' }, Math.floor(nowMs)),
    inProgress,
  );
}

function roundRobin(size: number): Step {
  const { lanes } = openLedger(groupOf(zipf(size)));
  let turn = 0;
  const place = () => {
    const lane = lanes[turn++ % size];
    lane.tally.active += 1;
    return lane;
  };
  return replacing(place, (lane) => lane.tally.active -= 1, ACTIVE_EACH * size);
}

function replacing<Placed>(place: () => Placed, end: (placed: Placed) => void, inProgress: number): Step {
  const placed = Array.from({ length: inProgress }, place);
  let oldest = 0;
  return () => {
    end(placed[oldest]);
    placed[oldest] = place();
    oldest = (oldest + 1) % inProgress;
  };
}

if (import.meta.main) await publish(decisionReport());
