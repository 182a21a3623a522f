import type { Command } from 'commander';
import type { ReleaseOutput } from '../contract/open-session.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { addFilterOptions, chosenBy, type FilterOptions } from './session-filter.ts';

interface ReleaseOptions extends FilterOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `sessions release`: frees the places of sessions that nobody will complete. */
export function addSessionsRelease(sessions: Command, cli: Cli) {
  const command = sessions.command('release').argument('[attempt...]', 'ids as sessions list shows them')
    .description(
      'Free the places of open sessions, by their ids or by what they have in common. The calls themselves go on',
    );
  addFilterOptions(command)
    .option('--all', 'every open session, or every one of the group')
    .option('--dry-run', 'only say how many there are')
    .option(...JSON_OPTION)
    .action((ids: string[], options: ReleaseOptions) => release(cli, ids, options));
  explain(command, {
    examples: [
      ['sessions release 1187 1188', 'Release two'],
      ['sessions release --group Support --older-than 2h --dry-run', 'See how many are older than any call'],
      ['sessions release --group Support --older-than 2h', 'Release them'],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function release(cli: Cli, ids: readonly string[], options: ReleaseOptions) {
  const { terminal } = cli;
  const server = cli.client();
  if (ids.length > 0) {
    requireNoFilter(options);
    return tell(cli, options, (await server.release({ ids: ids.map(numberOf) })).released);
  }
  requireFilter(options);
  const { groupId, filter } = await chosenBy(options, server);
  if (options.dryRun) {
    const { ages } = await server.openSessions({ ...filter, limit: '1' }, groupId);
    const open = ages.reduce((sum, { sessions }) => sum + sessions, 0);
    return options.json
      ? terminal.print(formatJson({ wouldRelease: open }))
      : terminal.print(`Would release ${open}.\n`);
  }
  // What begins meanwhile is not meant.
  const asked = { openedBefore: new Date().toISOString(), ...withoutGaps(filter) };
  tell(cli, options, await releaseAll(cli, () => server.release({ filter: asked }, groupId)));
}

/** Asks until nothing is left that matches; says how far it has got. */
async function releaseAll({ terminal }: Cli, ask: () => Promise<ReleaseOutput>): Promise<number> {
  let released = 0;
  while (true) {
    const answer = await ask();
    released += answer.released;
    if (!answer.more || answer.released === 0) return released;
    terminal.note(`${released} released so far.\n`);
  }
}

function tell({ terminal }: Cli, { json }: ReleaseOptions, released: number) {
  terminal.print(json ? formatJson({ released }) : `Released ${released}.\n`);
}

function numberOf(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) {
    throw wrongUsage('An attempt is named by its number, as sessions list shows it.');
  }
  return Number(id);
}

function namesAny(
  { group, session, prefix, olderThan, destination }: FilterOptions,
  withGroup: boolean,
): boolean {
  const given = [session, prefix, olderThan, destination, ...(withGroup ? [group] : [])];
  return given.some((each) => each !== undefined);
}

function requireNoFilter(options: ReleaseOptions) {
  if (!namesAny(options, true) && !options.all && !options.dryRun) return;
  throw wrongUsage('Give either ids or options that say which sessions are meant.');
}

/** Whoever forgets the filter must not free every place. */
function requireFilter(options: ReleaseOptions) {
  if (namesAny(options, false) || options.all) return;
  throw wrongUsage('Say which: ids, --session, --prefix, --older-than, --destination, or --all.');
}

function withoutGaps<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Fields
  >;
}
