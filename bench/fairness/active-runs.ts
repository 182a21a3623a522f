import { CallsInProgress, type Traffic } from './calls-in-progress.ts';
import { deviation, LongRunShares, TimeAverage, totalVariation } from './gauges.ts';
import type { Row } from './row.ts';
import type { Rule } from './rule.ts';

/** How many calls arrive before anything is measured, and while it is. */
export interface Span {
  readonly warmUp: number;
  readonly calls: number;
}

type Run = Row['run'];

interface SteadyFigures {
  /** Time average of the largest deviation, in calls. */
  readonly mean: number;
  /** What it does not exceed during 99 % of the time. */
  readonly p99: number;
  /** The largest relative error of a destination's long-run share, in %. */
  readonly shareError: number;
}

/** Long-run figures under steady traffic: those that are named, in this order. */
export function steady(traffic: Traffic, span: Span, ...names: (keyof SteadyFigures)[]): Run {
  return (rule, seed) => {
    const figures = steadyFigures(rule, seed, traffic, span);
    return names.map((name) => figures[name]);
  };
}

function steadyFigures(rule: Rule, seed: number, traffic: Traffic, span: Span): SteadyFigures {
  const calls = new CallsInProgress(rule, traffic, seed);
  const [deviations, shares] = [new TimeAverage(), new LongRunShares()];
  calls.run(span.warmUp);
  calls.run(span.calls, (scene, seconds) => {
    deviations.add(deviation(scene), seconds);
    shares.add(scene, seconds);
  });
  return {
    mean: deviations.mean,
    p99: deviations.quantile(0.99),
    shareError: 100 * shares.largestError(traffic.shares),
  };
}

/** The part of the calls in progress that is in the wrong place: time average, in %. */
export function misplaced(traffic: Traffic, span: Span): Run {
  return (rule, seed) => {
    const calls = new CallsInProgress(rule, traffic, seed);
    const average = new TimeAverage();
    calls.run(span.warmUp);
    calls.run(span.calls, (scene, seconds) => average.add(totalVariation(scene), seconds));
    return [100 * average.mean];
  };
}

/** How the destinations after the first share the calls in progress in the long run, in %. */
export function sharesOfTheRest(traffic: Traffic, span: Span): Run {
  return (rule, seed) => {
    const calls = new CallsInProgress(rule, traffic, seed);
    const shares = new LongRunShares();
    calls.run(span.warmUp);
    calls.run(span.calls, (scene, seconds) => shares.add(scene, seconds));
    return shares.from(1).map((share) => 100 * share);
  };
}

/** The part of the attempts, in %, that goes to the destination at this position. */
export function drawn(traffic: Traffic, position: number, span: Span): Run {
  return (rule, seed) => {
    const calls = new CallsInProgress(rule, traffic, seed);
    calls.run(span.warmUp);
    const before = calls.attempts;
    calls.run(span.calls);
    const made = calls.attempts.map((count, at) => count - before[at]);
    return [(100 * made[position]) / made.reduce((sum, count) => sum + count, 0)];
  };
}

/** An edit of the percents while calls are in progress. */
export interface Change {
  readonly offered: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The misplaced part at which a change counts as carried out. */
const SETTLED = 0.02;

/** How long calls arrive before the change, in mean call lengths. */
const LEAD = 10;

/** Mean call lengths from a change until all but 2 % of the calls are where they belong. */
export function settling(change: Change): Run {
  return (rule, seed) => [settle(callsAfter(change, rule, seed)).lengths];
}

/** The same for a new last destination, and its share of the calls of the first quarter of a call length, in %. */
export function arrival(change: Change): Run {
  return (rule, seed) => {
    const { lengths, newcomerShare } = settle(callsAfter(change, rule, seed), change.offered / 4);
    return [lengths, 100 * newcomerShare];
  };
}

function callsAfter({ offered, before, after }: Change, rule: Rule, seed: number): CallsInProgress {
  const calls = new CallsInProgress(rule, { shares: before, offered }, seed);
  calls.run(LEAD * offered);
  calls.reconfigure(after);
  return calls;
}

/** Runs on until the shares have settled and at least so many calls have arrived. */
function settle(calls: CallsInProgress, watched = 0): { lengths: number; newcomerShare: number } {
  const start = calls.clock;
  const newcomer = calls.ledger.lanes.at(-1)!.tally;
  const placedBefore = newcomer.placed;
  let [lengths, newcomerShare] = [NaN, NaN];
  for (let call = 0; Number.isNaN(lengths) || call <= watched; call++) {
    if (call === watched) newcomerShare = (newcomer.placed - placedBefore) / watched;
    if (Number.isNaN(lengths) && totalVariation(calls.scene) <= SETTLED) lengths = calls.clock - start;
    calls.run(1);
  }
  return { lengths, newcomerShare };
}
