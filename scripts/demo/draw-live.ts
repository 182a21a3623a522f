import { formatTable } from '../../src/cli/table.ts';
import type { GroupLive, GroupOutput } from '../../src/contract/group.ts';
import type { CallerCounts } from './callers.ts';

const COLUMNS = [
  { title: 'destination' },
  { title: 'target', align: 'end' },
  { title: 'in progress', align: 'end' },
  { title: 'share', align: 'end' },
  { title: 'placed', align: 'end' },
  { title: 'share', align: 'end' },
] as const;

/** The groups as tables: target, in progress, placed; and what the callers did. */
export function drawLive(
  groups: readonly GroupOutput[],
  live: readonly GroupLive[],
  counts: CallerCounts,
): string {
  const tables = groups.flatMap((group) =>
    live.filter(({ id }) => id === group.id)
      .map((state) => `${titleOf(group, state)}\n${formatTable(COLUMNS, rowsOf(state))}`)
  );
  const { asked, retried, refused, completed } = counts;
  return `${
    tables.join('\n')
  }\n${asked} requests, ${retried} of them to be retried, ${refused} refused; ${completed} completed\n`;
}

function titleOf({ name, balance }: GroupOutput, { active }: GroupLive): string {
  const unit = balance === 'active' ? 'shares of calls in progress' : 'shares of calls placed';
  return `${name}: ${active} in progress, balanced by ${unit}`;
}

function rowsOf({ destinations }: GroupLive): string[][] {
  return destinations.map(({ name, percent, active, activeShare, placed, placedShare }) => [
    name,
    `${percent} %`,
    String(active),
    share(activeShare),
    String(placed),
    share(placedShare),
  ]);
}

function share(percent: number | null): string {
  return percent === null ? '–' : `${percent.toFixed(1)} %`;
}
