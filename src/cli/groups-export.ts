import { type Command, Option } from 'commander';
import { stringify } from 'yaml';
import type { GroupOutput } from '../contract/group.ts';
import { exportedGroup } from './apply/exported-group.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { findGroup } from './find-group.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { printable } from './terminal.ts';

interface ExportOptions {
  readonly format?: 'yaml' | 'json';
  readonly json?: boolean;
  readonly output?: string;
  /** False with `--no-ids`. */
  readonly ids: boolean;
}

/** `groups export [GROUP…]`: route groups as a file that `groups apply` takes. */
export function addGroupsExport(groups: Command, cli: Cli) {
  const command = groups.command('export').argument(
    '[group...]',
    'ids or names of route groups (default: all)',
  )
    .description('Write route groups as a file that `groups apply` takes, always in the same order')
    .addOption(
      new Option('--format <format>', 'yaml or json (default: what the file is called, otherwise yaml)')
        .choices(['yaml', 'json']),
    )
    .addOption(new Option(...JSON_OPTION).conflicts('format'))
    .option('-o, --output <file>', 'write this file instead of the standard output')
    .option('--no-ids', 'leave ids out, to apply the file in another account')
    .action((references: string[], options: ExportOptions) => exportGroups(cli, references, options));
  explain(command, {
    examples: [
      ['groups export -o groups.yaml', 'Keep all route groups in version control'],
      ['groups export Support --no-ids > support.yaml', 'Copy one route group elsewhere'],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function exportGroups(
  { client, terminal }: Cli,
  references: readonly string[],
  options: ExportOptions,
) {
  const groups = await client().groups();
  const chosen = references.length > 0 ? references.map((reference) => findGroup(groups, reference)) : groups;
  const text = formatGroups([...new Set(chosen)], options);
  if (options.output === undefined) return terminal.print(text);
  try {
    await terminal.writeText(options.output, text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw wrongUsage(`Can't write ${printable(options.output)}: ${error.message}.`);
  }
}

/** By id: a renamed group keeps its place, so that a difference shows what changed and nothing else. */
function formatGroups(groups: readonly GroupOutput[], { format, json, output, ids }: ExportOptions): string {
  const sorted = groups.toSorted((one, other) => one.id - other.id);
  const exported = sorted.map((group) => exportedGroup(group, { ids }));
  const isJson = json || format === 'json' || (format === undefined && output?.endsWith('.json'));
  return isJson ? formatJson(exported) : stringify(exported, { lineWidth: 0 });
}
