import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { activeRow, atMost } from './active-row.ts';
import { drawn, misplaced } from './active-runs.ts';
import type { BlackHole, Traffic } from './calls-in-progress.ts';
import { FOUR } from './profiles.ts';
import type { Row } from './row.ts';

/** Ours knows the habits of the applications after a day; then two days are measured. */
const LEARNED = { warmUp: 100_000, calls: 200_000 };

const SETTLED = { warmUp: 10_000, calls: 50_000 };

const EJECTING = { health: { ...DEFAULT_POLICIES.health, mode: 'on' } } as const;

function unreported(id: string, scenario: string, most: number, chances: readonly number[]): Row {
  const traffic = { shares: FOUR, offered: 200, unreported: chances };
  return activeRow(
    id,
    `40/30/20/10, ${scenario}, N=200`,
    [atMost(most, 'mean TV %')],
    misplaced(traffic, LEARNED),
  );
}

/** A destination that drops calls at once always looks idle. */
function dropping(
  id: string,
  how: string,
  most: number,
  blackHole: Omit<BlackHole, 'position'>,
  policies: Traffic['policies'] = {},
): Row {
  const traffic = { shares: [2500, 2500, 2500, 2500], offered: 200, policies };
  return activeRow(
    id,
    `4×25 %, one drops every call: ${how}, N=200`,
    [atMost(most, 'its % of the attempts')],
    drawn({ ...traffic, blackHole: { position: 0, ...blackHole } }, 0, SETTLED),
  );
}

/** The rule `active` where applications do not tell all, and destinations fail. */
export const troubledRows: readonly Row[] = [
  unreported('A8a', 'the 40 % never reports completion', 4.5, [1]),
  unreported('A8b', 'all lose 10 % of the completions', 4, [0.1, 0.1, 0.1, 0.1]),
  dropping('A10a', 'completed after 2 s', 30, { seconds: 2, asksAgain: false }),
  dropping('A10b', 'completed after 20 s', 50, { seconds: 20, asksAgain: false }),
  dropping('A10c', 'failed after 2 s and retried', 2, { seconds: 2, asksAgain: true }, EJECTING),
];
