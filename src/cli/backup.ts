import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Config, readStorageConfig } from '../config.ts';
import type { CopiedFile } from './backup/copy-installation.ts';
import type { Cli } from './cli.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { requireInstallation } from './open-installation.ts';
import { formatTable } from './table.ts';

/** `backup`: a copy of an embedded installation, made beside its running server. */
export function addBackup(program: Command, cli: Cli) {
  const command = program.command('backup').argument('<folder>', 'an empty folder, or one that is made')
    .description(
      'Copy everything that this installation keeps into a folder, ready to start from. The server may be running ' +
        'or not; calls do not wait for it',
    )
    .option(...JSON_OPTION)
    .action((folder: string, options: { json?: boolean }) => backUp(cli, folder, options));
  explain(command, {
    examples: [
      ['backup /var/backups/plum-routes/2026-03-01', 'Keep what there is now'],
      ['backup "/var/backups/plum-routes/$(date +%F)" --json', 'Keep it every night, from a timer'],
    ],
    exits: [0, 1, 2],
  });
}

async function backUp(cli: Cli, folder: string, { json }: { json?: boolean }) {
  const { env, workingDirectory, terminal } = cli;
  const config = readStorageConfig(env, workingDirectory);
  if (config.databaseUrl !== undefined) throw new CommandFailure(USE_PG_DUMP, exitCode.no);
  await requireInstallation(cli);
  const path = resolve(workingDirectory, folder);
  await makeFolder(path);
  const files = await tryCopy(config, path);
  if (json) return terminal.print(formatJson({ folder: path, files }));
  terminal.print(
    formatTable(COLUMNS, files.map(({ name, bytes }) => [name, String(Math.ceil(bytes / 1000))])),
  );
  if (!files.some(({ name }) => name === 'secret')) terminal.note('Keep the value of SECRET as well.\n');
}

const USE_PG_DUMP = `This installation is on PostgreSQL, which has a tool for that:
  pg_dump --format=custom --file=plum-routes.dump "$DATABASE_URL"
Keep the value of SECRET as well. docs/guide/backup-and-restore.md says how to restore it.`;

const COLUMNS = [{ title: 'FILE' }, { title: 'KB', align: 'end' }] as const;

/** Others may not read what will be in it. */
async function makeFolder(path: string) {
  try {
    await Deno.mkdir(path, { recursive: true, mode: 0o700 });
    for await (const _ of Deno.readDir(path)) throw wrongUsage(`${path} is not empty. Name another folder.`);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof CommandFailure) throw error;
    throw wrongUsage(`${path} can't be used: ${error.message}.`);
  }
}

async function tryCopy({ dataDir }: Config, folder: string): Promise<CopiedFile[]> {
  const { copyInstallation } = await import('./backup/copy-installation.ts');
  try {
    return await copyInstallation(dataDir, folder);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandFailure(`${dataDir} can't be copied: ${error.message}`, exitCode.no);
  }
}
