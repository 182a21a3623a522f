import type { Report } from '../report.ts';
import { activeRows } from './rows-of-calls-in-progress.ts';
import { placedRows } from './rows-of-placed-calls.ts';
import { troubledRows } from './rows-of-troubled-calls.ts';
import { measure, type Row, type RowResult } from './row.ts';
import { fairnessTable, misses } from './table.ts';

export const fairnessRows: readonly Row[] = [...placedRows, ...activeRows, ...troubledRows];

const LEGEND =
  `Ours beside the rules of others on the same calls. "Limit" is the best that any rule without knowledge of the
future can reach, where that is known; "TV" is the part of the calls that is in the wrong place. N is the mean number
of calls in progress: Poisson arrivals, log-normal durations (mean 180 s, σ 1.2). Each figure is the mean over fixed
seeds, so a second run on any machine gives the same table.`;

/** Measures these rows, ours and every peer. Takes minutes for all of them. */
export function fairnessReport(rows: readonly Row[] = fairnessRows): Report {
  const results = rows.map(resultOf);
  return {
    name: 'fairness',
    title: 'Fairness',
    body: `${LEGEND}\n\n${fairnessTable(results)}`,
    missed: misses(results),
  };
}

function resultOf(row: Row): RowResult {
  console.error(`${row.id} ${row.scenario} …`);
  const peers = new Map(row.peers.map((peer) => [peer.name, measure(row, peer)]));
  return { row, ours: measure(row, row.ours), peers };
}
