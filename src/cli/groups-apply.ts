import { type Command, Option } from 'commander';
import { describeStep, titleOf } from './apply/describe-step.ts';
import {
  describeComing,
  describeTimes,
  type EditTimes,
  groupsAt,
  requireEditsAlone,
  requireInstants,
} from './apply/edit-times.ts';
import { type GroupEntry, parseGroupFile } from './apply/group-file.ts';
import { planApply, type Step } from './apply/plan.ts';
import type { Cli } from './cli.ts';
import { RequestRefused, type RoutesClient } from './client.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { readFile } from './read-file.ts';
import { printable, type Terminal } from './terminal.ts';

interface ApplyOptions extends EditTimes {
  readonly dryRun?: boolean;
  readonly deleteMissing?: boolean;
  readonly json?: boolean;
}

/** `groups apply FILE…`: makes the account's groups what the files say, after showing what that changes. */
export function addGroupsApply(groups: Command, cli: Cli) {
  const command = groups.command('apply').argument('<file...>', 'YAML or JSON files; - is the standard input')
    .description(
      'Make route groups what files say. A group is found by its id, otherwise by its name; a destination by its ' +
        'id, its URI or its name, so that it keeps its calls in progress. What a file leaves out stays as it is',
    )
    .option('--dry-run', 'only show what would change')
    .option('--delete-missing', 'also delete the route groups that no file has')
    .addOption(timeOption('--at <time>', 'make the changes then, such as 2026-12-01T08:00:00+01:00'))
    .addOption(timeOption('--until <time>', 'then put back what was there before the changes'))
    .option(...JSON_OPTION)
    .action((files: string[], options: ApplyOptions) => applyFiles(cli, files, options));
  explain(command, {
    examples: [
      ['groups apply groups.yaml --dry-run', 'See what would change'],
      ['groups apply groups.yaml', 'Change it'],
      ['groups apply groups/*.yaml --delete-missing', 'Let the files be all there is'],
      [
        'groups apply holidays.yaml --at 2026-12-24T18:00:00+01:00 --until 2026-12-27T08:00:00+01:00',
        'Change it for the holidays',
      ],
    ],
    exits: [0, 1, 2, 3, 4],
  });
}

/** What is deleted is deleted now. */
function timeOption(flags: string, description: string): Option {
  return new Option(flags, description).conflicts('deleteMissing');
}

async function applyFiles(cli: Cli, files: readonly string[], options: ApplyOptions) {
  requireInstants(options);
  const server = cli.client();
  const entries = await readEntries(cli.terminal, files);
  if (entries.length === 0 && options.deleteMissing) {
    throw wrongUsage('The files have no route group: --delete-missing would delete every one there is.');
  }
  const groups = await groupsAt(server, options.at);
  const steps = planApply(entries, groups, { deleteMissing: options.deleteMissing ?? false });
  if (options.at || options.until) requireEditsAlone(steps);
  const changes = steps.filter(({ kind }) => kind !== 'keep');
  if (!options.json) await showSteps(cli.terminal, changes, server);
  if (options.dryRun && changes.length > 0) cli.exitCode = exitCode.wouldChange;
  if (!options.dryRun) await carryOut(changes, server, options);
  cli.terminal.print(
    options.json
      ? formatJson({ applied: !options.dryRun, at: options.at, until: options.until, steps })
      : summaryOf(steps, options),
  );
}

async function readEntries(terminal: Terminal, paths: readonly string[]): Promise<GroupEntry[]> {
  const files = [];
  for (const path of paths) files.push(parseGroupFile(path, await readFile(terminal, path)));
  const faults = files.flatMap(({ faults }) => faults);
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  return files.flatMap(({ entries }) => entries);
}

async function showSteps(terminal: Terminal, steps: readonly Step[], server: RoutesClient) {
  if (steps.length === 0) return;
  const live = await server.live();
  const destinations = live.groups.flatMap((group) => group.destinations);
  const active = new Map(destinations.map(({ id, active }) => [id, active]));
  terminal.print(steps.map((step) => describeStep(step, active)).join(''));
  const doubts = steps.flatMap((step) => 'doubts' in step ? step.doubts : []);
  for (const doubt of [...doubts, ...describeComing(steps)]) {
    terminal.note(`Check this: ${doubt}\n`);
  }
}

/** One group after the other, so that a failure leaves a clear state behind. */
async function carryOut(steps: readonly Step[], server: RoutesClient, times: EditTimes) {
  for (const [done, step] of steps.entries()) {
    try {
      await carryOutStep(step, server, times);
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      const before = `Before that, ${done} of ${steps.length} changes were made.`;
      throw new CommandFailure(`${describeFailure(step, error)}\n${before}`, error.exitCode);
    }
  }
}

async function carryOutStep(step: Step, server: RoutesClient, { at: effectiveAt, until }: EditTimes) {
  if (step.kind === 'create') await server.create(step.desired);
  if (step.kind === 'change') {
    const { id, version } = step.present;
    await server.replace(id, version, step.desired, { effectiveAt, until });
  }
  if (step.kind === 'delete') await server.remove(step.present.id, step.present.version);
}

function describeFailure(step: Step, error: CommandFailure): string {
  const title = step.kind === 'create' ? printable(step.desired.name) : titleOf(step.present);
  if (error instanceof RequestRefused && error.problem.status === 412) {
    return `${title}: somebody saved it meanwhile, and their work was kept. ` +
      'Run the same command again to see what would change now.';
  }
  return `${title}: ${error.message}`;
}

const WORDS = { create: 'created', change: 'changed', delete: 'deleted', keep: 'unchanged' } as const;

function summaryOf(steps: readonly Step[], { dryRun, ...times }: ApplyOptions): string {
  if (steps.every(({ kind }) => kind === 'keep')) return 'Nothing to change.\n';
  const counts = Map.groupBy(steps, ({ kind }) => kind === 'change' && times.at ? 'scheduled' : WORDS[kind]);
  const parts = [...counts].map(([word, of]) => `${of.length} ${word}`);
  return `${dryRun ? 'Would be: ' : ''}${parts.join(', ')}${describeTimes(times)}.\n`;
}
