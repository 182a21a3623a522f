import type { Command } from 'commander';
import { formatAge, formatDuration } from '../contract/duration.ts';
import type { OpenSessionOutput, OpenSessionPageOutput } from '../contract/open-session.ts';
import type { Cli } from './cli.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { addFilterOptions, chosenBy, type FilterOptions } from './session-filter.ts';
import { type Column, formatTable } from './table.ts';

interface ListOptions extends FilterOptions {
  readonly newest?: boolean;
  readonly limit: string;
  readonly json?: boolean;
}

/** `sessions list`: the calls in progress, one by one. */
export function addSessionsList(sessions: Command, cli: Cli) {
  const command = sessions.command('list')
    .description('List the sessions that are open: calls in progress, as far as anybody has told');
  addFilterOptions(command)
    .option('--newest', 'the newest first instead of the oldest')
    .option('--limit <number>', 'how many to list at most, 200 being the most', '50')
    .option(...JSON_OPTION)
    .action((options: ListOptions) => listSessions(cli, options));
  explain(command, {
    examples: [
      ['sessions list --group Support --older-than 2h', 'See what nobody has completed'],
      ['sessions list --prefix 000005;', 'See the sessions of one application server'],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function listSessions({ client, terminal }: Cli, options: ListOptions) {
  const server = client();
  const { groupId, filter } = await chosenBy(options, server);
  const order = options.newest ? 'newest' : 'oldest';
  const page = await server.openSessions({ ...filter, order, limit: options.limit }, groupId);
  if (options.json) return terminal.print(formatJson(page));
  if (page.sessions.length === 0) return terminal.note('No such session is open.\n');
  terminal.print(formatTable(COLUMNS, page.sessions.map(cellsOf)));
  terminal.note(summaryOf(page));
}

const COLUMNS: readonly Column[] = [
  { title: 'ID', align: 'end' },
  { title: 'SESSION' },
  { title: 'GROUP' },
  { title: 'DESTINATION' },
  { title: 'ATTEMPT', align: 'end' },
  { title: 'AGE', align: 'end' },
  { title: 'EXPIRES' },
  { title: 'NODE' },
];

function cellsOf(open: OpenSessionOutput): string[] {
  const { id, session, group, destination, attempt, ageSeconds, expiresAt, node } = open;
  const place = destination.name ?? `removed (${destination.id})`;
  const age = formatAge(ageSeconds);
  return [String(id), session ?? '–', group.name, place, String(attempt), age, expiresAt, node ?? ''];
}

/** "12 open: 9 under 5 min, 2 under 2 h, 1 older." */
function summaryOf({ sessions, ages }: OpenSessionPageOutput): string {
  const total = ages.reduce((sum, each) => sum + each.sessions, 0);
  const parts = ages.filter((each) => each.sessions > 0).map(({ underSeconds, sessions }) =>
    underSeconds === null ? `${sessions} older` : `${sessions} under ${formatDuration(underSeconds)}`
  );
  const shown = sessions.length < total ? ` The first ${sessions.length} are listed.` : '';
  return `${total} open: ${parts.join(', ')}.${shown}\n`;
}
