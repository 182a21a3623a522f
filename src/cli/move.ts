import { join } from 'node:path';
import type { Command } from 'commander';
import { type Config, readStorageConfig } from '../config.ts';
import type { Cli } from './cli.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { fileExists } from './file-exists.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import type { Moved, MoveOptions } from './move/move-installation.ts';
import { createProgress } from './move/progress.ts';
import { requireInstallation } from './open-installation.ts';
import { formatTable } from './table.ts';

interface MoveFlags {
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `move`: an installation on files of its own becomes a cluster's. */
export function addMove(program: Command, cli: Cli) {
  const command = program.command('move')
    .description(
      'Copy this installation, history included, into an empty PostgreSQL database, for a cluster to run on. ' +
        'The server must not run; the files stay as they are',
    )
    .option('--to <url>', 'the database, postgres://user@host/name (or DATABASE_URL)')
    .option('--dry-run', 'only look whether it can be done, and say what would move')
    .option(...JSON_OPTION)
    .action((flags: MoveFlags) => move(cli, flags));
  explain(command, {
    examples: [
      ['move --to postgres://plum_routes@db.example.com/plum_routes --dry-run', 'See what would move'],
      ['move', 'Move to DATABASE_URL, where nobody sees the password'],
    ],
    exits: [0, 1, 2],
  });
}

async function move(cli: Cli, { to = cli.env.DATABASE_URL, dryRun = false, json }: MoveFlags) {
  const { terminal } = cli;
  // The installation on the files, whatever is to run from now on.
  const embedded = { ...cli, env: { ...cli.env, DATABASE_URL: undefined } };
  const config = readStorageConfig(embedded.env, cli.workingDirectory);
  await requireInstallation(embedded);
  const copied = createProgress(terminal.note, () => performance.now());
  const moved = await tryMove({ config, to: addressOf(to), dryRun, copied, now: Date.now });
  if (json) return terminal.print(formatJson({ moved: !dryRun, rows: Object.fromEntries(moved) }));
  terminal.print(formatTable(COLUMNS, [...moved].map(([table, rows]) => [table, String(rows)])));
  terminal.note(dryRun ? 'This would move. Nothing was changed.\n' : await nextSteps(config));
}

const COLUMNS = [{ title: 'TABLE' }, { title: 'ROWS', align: 'end' }] as const;

async function tryMove(options: MoveOptions): Promise<Moved> {
  // Loaded when it is needed: the other commands start faster without a server's code.
  const { moveInstallation } = await import('./move/move-installation.ts');
  try {
    return await moveInstallation(options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandFailure(`Nothing was moved. ${error.message}`, exitCode.no);
  }
}

function addressOf(to: string | undefined): string {
  if (to === undefined) {
    throw wrongUsage('Say where to move: --to postgres://user@host/name, or DATABASE_URL.');
  }
  if (URL.canParse(to) && /^postgres(ql)?:$/.test(new URL(to).protocol)) return to;
  throw wrongUsage('--to: an address such as postgres://user@host/name.');
}

async function nextSteps({ dataDir, secret }: Config): Promise<string> {
  const file = join(dataDir, 'secret');
  const kept = secret === undefined && await fileExists(file) ? `to what ${file} has` : 'as it is';
  return `
Everything has moved. Next:
  1. On every node, set DATABASE_URL to the database, and SECRET ${kept}:
     with another one, second factors, sessions and links stop working.
  2. Start the nodes. Every URL, key and password works as before, and calls in progress go on.
  3. Keep ${dataDir} as a backup, and start no server on it any more.
`;
}
