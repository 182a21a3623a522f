import type { Rule } from './rule.ts';

/** What a figure has to meet: at most so much, or close to the right value. */
export type Bar = { readonly atMost: number } | { readonly near: number; readonly within: number };

/** One figure of a row. */
export interface Measure {
  readonly name: string;
  readonly bar: Bar;
  /** The best that any rule without knowledge of the future can reach, where it is known. */
  readonly limit?: number;
}

/** One row of the table in which fairness is shown. */
export interface Row {
  readonly id: string;
  readonly scenario: string;
  readonly measures: readonly Measure[];
  readonly ours: Rule;
  readonly peers: readonly Rule[];
  /** Each figure is the mean over runs with the seeds 1, 2, …; one is enough where nothing is left to chance. */
  readonly seeds: number;
  /** One run: a figure per measure. */
  readonly run: (rule: Rule, seed: number) => readonly number[];
}

export interface RowResult {
  readonly row: Row;
  readonly ours: readonly number[];
  readonly peers: ReadonlyMap<string, readonly number[]>;
}

export function meets(value: number, bar: Bar): boolean {
  return 'atMost' in bar ? value <= bar.atMost : Math.abs(value - bar.near) <= bar.within;
}

/** The row's figures of one rule, each the mean over the seeds. */
export function measure(row: Row, rule: Rule, seeds = row.seeds): number[] {
  const runs = Array.from({ length: seeds }, (_, index) => row.run(rule, index + 1));
  return row.measures.map((_, at) => runs.reduce((sum, run) => sum + run[at], 0) / seeds);
}
