import { callsPeers } from './peers.ts';
import { furthestFromQuota, type PlacedRun } from './placed-calls.ts';
import { ADVERSARIAL, FOUR, zipf } from './profiles.ts';
import type { Measure, Row } from './row.ts';
import { ours } from './rule.ts';

const FURTHEST = 'furthest from quota (calls)';

function row(
  about: Pick<Row, 'id' | 'scenario' | 'seeds'>,
  bar: Omit<Measure, 'name'>,
  run: PlacedRun,
): Row {
  return {
    ...about,
    measures: [{ name: FURTHEST, ...bar }],
    ours,
    peers: callsPeers,
    run: (rule, seed) => [furthestFromQuota(rule, run, seed)],
  };
}

/** The rule `calls`: the shares of calls placed. */
export const placedRows: readonly Row[] = [
  row(
    { id: 'C1', scenario: '40/30/20/10, 10⁶ calls', seeds: 1 },
    { bar: { atMost: 0.60 }, limit: 0.60 },
    { shares: FOUR, calls: 1_000_000 },
  ),
  row(
    { id: 'C2', scenario: '24 destinations, adversarial profile, 10⁶ calls', seeds: 1 },
    { bar: { atMost: 0.979 }, limit: 0.787 },
    { shares: ADVERSARIAL, calls: 1_000_000 },
  ),
  row(
    { id: 'C3', scenario: 'Zipf-10, each call excludes each destination with 10 %, 200k calls', seeds: 5 },
    { bar: { atMost: 1.3 } },
    { shares: zipf(10), calls: 200_000, exclusion: 0.1 },
  ),
  row(
    { id: 'C4', scenario: 'Zipf-10, new random percents every 1000 calls, 200k calls', seeds: 5 },
    { bar: { atMost: 1.93 } },
    { shares: zipf(10), calls: 200_000, redrawEvery: 1000 },
  ),
];
