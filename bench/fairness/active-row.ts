import { activePeers } from './peers.ts';
import type { Measure, Row } from './row.ts';
import { ours } from './rule.ts';

/** A row about calls in progress: five seeds, beside every peer. */
export function activeRow(id: string, scenario: string, measures: readonly Measure[], run: Row['run']): Row {
  return { id, scenario, measures, ours, peers: activePeers, seeds: 5, run };
}

export function atMost(most: number, name: string, limit?: number): Measure {
  return { name, bar: { atMost: most }, limit };
}
