import type { Command } from 'commander';
import { describeHours } from '../contract/describe-hours.ts';
import { describeCaps } from '../contract/describe-policies.ts';
import { describeState, type Reader } from '../contract/describe-state.ts';
import type { DestinationLive, DestinationOutput, GroupLive, GroupOutput } from '../contract/group.ts';
import { formatPercent } from '../routing/route-group.ts';
import { toBasisPoints } from '../contract/group.ts';
import type { Cli } from './cli.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { type Column, formatTable } from './table.ts';

/** `groups list`: every route group with its destinations, their percents, their calls in progress and how they stand. */
export function addGroupsList(groups: Command, cli: Cli) {
  const command = groups.command('list')
    .description('List the route groups with their destinations and calls in progress')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) => listGroups(cli, options));
  explain(command, {
    examples: [
      ['groups list', 'See all route groups'],
      ["groups list --json | jq '.groups[].url'", 'Get the URLs that voice applications call'],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function listGroups({ client, terminal }: Cli, { json }: { json?: boolean }) {
  const server = client();
  const [groups, live] = await Promise.all([server.groups(), server.live()]);
  const liveById = new Map(live.groups.map((group) => [group.id, group]));
  if (json) {
    const listed = groups.map((group) => ({ ...group, live: liveById.get(group.id) ?? null }));
    return terminal.print(formatJson({ groups: listed }));
  }
  if (groups.length === 0) return terminal.note('The account has no route groups yet.\n');
  terminal.print(formatTable(COLUMNS, groups.flatMap((group) => rowsOf(group, liveById.get(group.id)))));
}

const COLUMNS: readonly Column[] = [
  { title: 'ID', align: 'end' },
  { title: 'GROUP' },
  { title: 'BALANCE' },
  { title: 'DESTINATION' },
  { title: 'URI' },
  { title: 'PERCENT', align: 'end' },
  { title: 'IN PROGRESS', align: 'end' },
  { title: 'STATE' },
  { title: '' },
];

/** A row per destination; the group itself stands in the first. */
function rowsOf(group: GroupOutput, live: GroupLive | undefined): string[][] {
  const reader: Reader = {
    nowMs: Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    isObserved: group.health.mode === 'observe',
  };
  const rows = group.destinations.map((destination) => {
    const standing = live?.destinations.find(({ id }) => id === destination.id);
    return destinationCells(destination, standing, reader);
  });
  if (rows.length === 0) rows.push(['no destinations', '', '', '', '', '']);
  const change = group.nextChangeAt && `edit scheduled for ${group.nextChangeAt}`;
  return rows.map(([...cells], index) => {
    const remarks = [index === 0 && change, cells.pop()].filter(Boolean).join(', ');
    const own = index === 0 ? [String(group.id), group.name, group.balance] : ['', '', ''];
    return [...own, ...cells, remarks];
  });
}

function destinationCells(
  destination: DestinationOutput,
  live: DestinationLive | undefined,
  reader: Reader,
): string[] {
  const { name, uri, percent } = destination;
  const [active, state] = live ? [String(live.active), describeState(live, reader).words] : ['', ''];
  return [name, uri, formatPercent(toBasisPoints(percent)), active, state, remarksOf(destination)];
}

function remarksOf({ tier, maxActive, hours, caps }: DestinationOutput): string {
  const remarks = [
    tier > 1 && `tier ${tier}`,
    maxActive !== null && `at most ${maxActive}`,
    caps.length > 0 && describeCaps(caps),
    hours !== null && describeHours(hours),
  ];
  return remarks.filter(Boolean).join(', ');
}
