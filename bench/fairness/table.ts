import { figure, markdownTable } from '../report.ts';
import { activePeers } from './peers.ts';
import { type Bar, type Measure, meets, type RowResult } from './row.ts';

const PEERS = activePeers.map(({ name }) => name);

/** The results as a Markdown table: a line per figure, a column per peer, empty where a peer has no such rule. */
export function fairnessTable(results: readonly RowResult[]): string {
  const headings = ['#', 'Scenario', 'Figure', 'Limit', 'Bar', 'Plum Routes', '', ...PEERS];
  return markdownTable(
    headings,
    results.flatMap((result) => result.row.measures.map((measure, at) => lineOf(result, measure, at))),
  );
}

function lineOf({ row, ours, peers }: RowResult, measure: Measure, at: number): string[] {
  return [
    at === 0 ? row.id : '',
    at === 0 ? row.scenario : '',
    measure.name,
    measure.limit === undefined ? '' : figure(measure.limit),
    barText(measure.bar),
    `**${figure(ours[at])}**`,
    meets(ours[at], measure.bar) ? 'pass' : '**miss**',
    ...PEERS.map((name) => peers.has(name) ? figure(peers.get(name)![at]) : ''),
  ];
}

/** Every figure of ours that is outside its bar, one line each; none is the good news. */
export function misses(results: readonly RowResult[]): string[] {
  return results.flatMap(({ row, ours }) =>
    row.measures.flatMap(({ name, bar }, at) =>
      meets(ours[at], bar) ? [] : [`${row.id} ${name}: ${figure(ours[at])}, bar ${barText(bar)}`]
    )
  );
}

function barText(bar: Bar): string {
  return 'atMost' in bar ? `≤ ${figure(bar.atMost)}` : `${figure(bar.near)} ± ${figure(bar.within)}`;
}
