import { type GroupOutput, toBasisPoints } from '../../contract/group.ts';
import { VIEWS, type WhatIfDestination, type WhatIfOutput, type WhatIfPart } from '../../contract/what-if.ts';
import type { Refusal } from '../../routing/refusal.ts';
import { formatPercent } from '../../routing/route-group.ts';
import { titleOf } from '../apply/describe-step.ts';
import { type Column, formatTable } from '../table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'DESTINATION' },
  { title: '' },
  { title: 'HAPPENED', align: 'end' },
  { title: 'PRESENT', align: 'end' },
  { title: 'EDITED', align: 'end' },
];

/** What happened beside the two replays, as a table for people. */
export function drawWhatIf(group: GroupOutput, answer: WhatIfOutput): string {
  const { from, to, calls } = answer;
  const title = `${titleOf(group)}: ${calls} call${calls === 1 ? '' : 's'} from ${from} to ${to}\n`;
  if (calls === 0) return `${title}No calls came in this period: there is nothing to compare.\n`;
  return `${title}\n${formatTable(COLUMNS, [...answer.destinations.flatMap(rowsOf), ...rowsOfAll(answer)])}`;
}

function rowsOf(destination: WhatIfDestination): string[][] {
  const { name, presentPercent, editedPercent } = destination;
  return [
    [name, 'target', '', target(presentPercent), target(editedPercent)],
    ['', 'placed', ...each(destination, ({ placed, placedShare }) => `${shareOf(placedShare)}${placed}`)],
    ['', 'in progress', ...each(destination, ({ active }) => `${shareOf(active.share)}${levels(active)}`)],
  ];
}

function rowsOfAll(answer: WhatIfOutput): string[][] {
  const reasons = new Set(VIEWS.flatMap((view) => Object.keys(answer[view].refused) as Refusal[]));
  const isAnyLastResort = VIEWS.some((view) => answer[view].lastResorts > 0);
  return [
    ['All', 'placed', ...each(answer, ({ placed }) => String(placed))],
    ['', 'in progress', ...each(answer, ({ active }) => levels(active))],
    ...[...reasons].map((reason) => [
      ...['', `refused: ${reason}`],
      ...each(answer, ({ refused }) => String(refused[reason] ?? 0)),
    ]),
    ...(isAnyLastResort
      ? [['', 'last resorts', ...each(answer, ({ lastResorts }) => String(lastResorts))]]
      : []),
  ];
}

function each<View>(
  views: Readonly<Record<(typeof VIEWS)[number], View>>,
  words: (view: View) => string,
): string[] {
  return VIEWS.map((view) => words(views[view]));
}

function target(percent: number | null): string {
  return percent === null ? '–' : formatPercent(toBasisPoints(percent));
}

function shareOf(share: number | null): string {
  return share === null ? '' : `${share} % · `;
}

function levels({ mean, peak }: Pick<WhatIfPart['active'], 'mean' | 'peak'>): string {
  return `${mean} (peak ${peak})`;
}
