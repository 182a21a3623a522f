import { activeRow as row, atMost } from './active-row.ts';
import { arrival, misplaced, settling, sharesOfTheRest, steady } from './active-runs.ts';
import { FOUR, TINY, zipf } from './profiles.ts';
import type { Row } from './row.ts';

const MEAN = 'mean deviation (calls)';
const P99 = 'p99 deviation (calls)';
const SHARE_ERROR = 'share error %';
const LENGTHS = 'mean call lengths until TV ≤ 2 %';

/** The rule `active`: the shares of calls in progress. */
export const activeRows: readonly Row[] = [
  row(
    'A1',
    '40/30/20/10, N=5',
    [atMost(0.70, MEAN, 0.423), atMost(3, SHARE_ERROR)],
    steady({ shares: FOUR, offered: 5 }, { warmUp: 5_000, calls: 30_000 }, 'mean', 'shareError'),
  ),
  row(
    'A2',
    '40/30/20/10, N=1000',
    [atMost(0.85, MEAN, 0.410), atMost(2.8, P99)],
    steady({ shares: FOUR, offered: 1000 }, { warmUp: 10_000, calls: 100_000 }, 'mean', 'p99'),
  ),
  row(
    'A3',
    'Zipf-20, N=50',
    [atMost(1.05, MEAN, 0.527), atMost(2, SHARE_ERROR)],
    steady({ shares: zipf(20), offered: 50 }, { warmUp: 10_000, calls: 80_000 }, 'mean', 'shareError'),
  ),
  row(
    'A4',
    '98 + 4×0.5, N=10',
    [atMost(13, SHARE_ERROR, 0)],
    steady({ shares: TINY, offered: 10 }, { warmUp: 10_000, calls: 80_000 }, 'shareError'),
  ),
  row(
    'A5',
    'Zipf-100, N=50,000',
    [atMost(1.1, MEAN, 0.597), atMost(2.5, P99)],
    steady({ shares: zipf(100), offered: 50_000 }, { warmUp: 200_000, calls: 300_000 }, 'mean', 'p99'),
  ),
  row(
    'A6',
    '40/30/20/10, durations ×0.5, 1, 1, 2, N=500',
    [atMost(0.4, 'mean TV %')],
    misplaced(
      { shares: FOUR, offered: 500, durationFactors: [0.5, 1, 1, 2] },
      { warmUp: 10_000, calls: 50_000 },
    ),
  ),
  row(
    'A7a',
    '40/30/20/10 becomes 10/20/30/40, N=1000',
    [atMost(2.0, LENGTHS, 1.8)],
    settling({ offered: 1000, before: FOUR, after: FOUR.toReversed() }),
  ),
  row(
    'A7b',
    '40/30/30 gets a fourth destination with 25 %, N=1000',
    [atMost(0.8, LENGTHS), atMost(55, 'its share % of the calls in the first quarter')],
    arrival({ offered: 1000, before: [4000, 3000, 3000, 0], after: [3000, 2250, 2250, 2500] }),
  ),
  row(
    'A11',
    '40/30/20/10, the 40 % capped at 40 of N=200: shares of the others',
    [50, 100 / 3, 50 / 3].map((near, index) => ({
      name: `destination ${index + 2} %`,
      bar: { near, within: 0.3 },
    })),
    sharesOfTheRest({ shares: FOUR, offered: 200, caps: [40] }, { warmUp: 5_000, calls: 100_000 }),
  ),
];
