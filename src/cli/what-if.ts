import type { Command } from 'commander';
import { checkWritten } from '../contract/check-written.ts';
import { groupInput, type GroupOutput } from '../contract/group.ts';
import { contentOf, type WrittenContent } from '../contract/group-version.ts';
import { instant } from '../contract/scheduled-edit.ts';
import { describeFault } from './apply/describe-fault.ts';
import { desiredGroup } from './apply/desired-group.ts';
import { type GroupEntry, parseGroupFile } from './apply/group-file.ts';
import { groupMeantBy } from './apply/plan.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { findGroup } from './find-group.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { readFile } from './read-file.ts';
import { drawWhatIf } from './what-if/draw-what-if.ts';

interface WhatIfOptions {
  readonly group?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

/** `what-if FILE`: what a period would have been like if a group had been what a file says. */
export function addWhatIf(program: Command, cli: Cli) {
  const command = program.command('what-if')
    .argument('<file>', 'YAML or JSON file, as for groups apply; - is the standard input')
    .description(
      'Replay the recorded calls of a period as if a route group had been what a file says. Nothing is changed',
    )
    .option('--group <group>', 'id or name of the route group (default: the one that the file names)')
    .option(
      '--from <time>',
      'when the period begins, such as 2026-12-01T08:00:00+01:00 (default: a day before its end)',
    )
    .option('--to <time>', 'when it ends (default: now)')
    .option(...JSON_OPTION)
    .action((file: string, options: WhatIfOptions) => askWhatIf(cli, file, options));
  explain(command, {
    examples: [
      ['what-if support.yaml', 'See what the last day would have been like'],
      [
        'what-if groups.yaml --group Support --from 2026-11-20T08:00:00Z --to 2026-11-20T18:00:00Z',
        'See it for one group of several, and for the hours of one day',
      ],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function askWhatIf({ client, terminal }: Cli, path: string, options: WhatIfOptions) {
  const period = periodOf(options);
  const { entries, faults } = parseGroupFile(path, await readFile(terminal, path));
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  const server = client();
  const { entry, present } = chosen(entries, await server.groups(), options.group);
  const answer = await server.whatIf(present.id, period, contentFor(entry, present));
  terminal.print(options.json ? formatJson(answer) : drawWhatIf(present, answer));
}

/** Throws when one of the times is none, or not with its offset. */
function periodOf({ from, to }: WhatIfOptions): { readonly from: string; readonly to: string } {
  const endsAt = timeOf('--to', to) ?? new Date();
  const beginsAt = timeOf('--from', from) ?? new Date(endsAt.getTime() - DAY_MS);
  return { from: beginsAt.toISOString(), to: endsAt.toISOString() };
}

function timeOf(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const read = instant.safeParse(text);
  if (!read.success) throw wrongUsage(`${option}: ${read.error.issues[0].message}`);
  return read.data;
}

interface Chosen {
  readonly entry: GroupEntry;
  readonly present: GroupOutput;
}

/** The group that is meant, and what the file says of it. */
function chosen(
  entries: readonly GroupEntry[],
  groups: readonly GroupOutput[],
  reference: string | undefined,
): Chosen {
  if (reference !== undefined) {
    const present = findGroup(groups, reference);
    const meant = entries.filter((entry) => groupMeantBy(entry, groups).present === present);
    if (meant.length === 1) return { entry: meant[0], present };
    if (entries.length === 1) return { entry: entries[0], present };
    throw wrongUsage(`The file has ${meant.length} entries for that route group; it should have one.`);
  }
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) {
    throw wrongUsage(`The file has ${entries.length} route groups. Say which one is meant with --group.`);
  }
  const { present, fault } = groupMeantBy(entry, groups);
  if (fault !== undefined) throw wrongUsage(fault);
  if (present === undefined) {
    throw wrongUsage(
      `${entry.placeOf(['name'])} There is no such route group. Say which is meant with --group.`,
    );
  }
  return { entry, present };
}

function contentFor(entry: GroupEntry, present: GroupOutput): WrittenContent {
  const checked = checkWritten(groupInput, desiredGroup(entry.written, present));
  if (checked.kind === 'valid') return contentOf(checked.value);
  throw wrongUsage(checked.faults.map((fault) => describeFault(entry, fault)).join('\n'));
}
