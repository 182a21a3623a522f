import { type Command, InvalidArgumentError } from 'commander';
import { checkWritten } from '../contract/check-written.ts';
import { type GroupInput, groupInput, toBasisPoints } from '../contract/group.ts';
import { contentOf } from '../contract/group-version.ts';
import { membersOf } from '../contract/references.ts';
import type { RouteGroup } from '../routing/route-group.ts';
import { describeFault } from './apply/describe-fault.ts';
import { desiredGroup } from './apply/desired-group.ts';
import { type GroupEntry, parseGroupFile } from './apply/group-file.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { readFile } from './read-file.ts';
import { drawReport } from './simulation/draw-report.ts';
import { type Load, simulateGroup } from './simulation/simulate-group.ts';
import { simulationReport } from './simulation/simulation-report.ts';

type SimulateOptions = {
  readonly callsPerHour: number;
  readonly meanSeconds: number;
  readonly hours: number;
  readonly seed: number;
  /** Percents. */
  readonly complete: number;
  readonly retry: number;
  readonly retrySeconds: number;
  readonly json?: boolean;
};

/** More calls than this take longer than anybody waits for. */
const MOST_CALLS = 10_000_000;

/** `simulate FILE`: what each destination of a group would get, by the rules that serve real calls. */
export function addSimulate(program: Command, cli: Cli) {
  const command = program.command('simulate').argument('<file>', 'YAML or JSON file; - is the standard input')
    .description(
      'Show what each destination of a route group would get, by the rules that serve real calls. No server is needed',
    )
    .option('--calls-per-hour <number>', 'how many calls arrive, at random', above(0), 600)
    .option('--mean-seconds <number>', 'how long a call lasts on average', above(0), 180)
    .option('--hours <number>', 'how long to simulate', above(0), 24)
    .option('--seed <number>', 'another one gives other random calls', wholeNumber, 1)
    .option('--no-complete <percent>', 'percent of the calls that are never completed', percent, 0)
    .option(
      '--retry <percent>',
      'percent of the attempts that fail, so that the application asks again',
      percent,
      0,
    )
    .option('--retry-seconds <number>', 'how long an attempt that fails takes', above(0), 5)
    .option(...JSON_OPTION)
    .action((file: string, options: SimulateOptions) => simulateFile(cli, file, options));
  explain(command, {
    examples: [
      ['simulate groups.yaml', 'See a day of calls'],
      ['simulate groups.yaml --calls-per-hour 3000 --retry 5 --no-complete 10', 'See a busy and bumpy one'],
    ],
    exits: [0, 2],
  });
}

async function simulateFile({ terminal }: Cli, path: string, options: SimulateOptions) {
  if (options.callsPerHour * options.hours > MOST_CALLS) {
    throw wrongUsage(`That is more than ${MOST_CALLS} calls. Choose fewer hours or fewer calls per hour.`);
  }
  const { complete, retry, json, ...times } = options;
  const load: Load = { ...times, noCompletePercent: complete, retryPercent: retry };
  const { entries, faults } = parseGroupFile(path, await readFile(terminal, path));
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  const reports = routeGroupsOf(entries).map((group) =>
    simulationReport(group, load, simulateGroup(group, load))
  );
  terminal.print(
    json
      ? formatJson({ groups: reports })
      : reports.map((report) => drawReport(report, terminal.columns)).join('\n'),
  );
}

function routeGroupsOf(entries: readonly GroupEntry[]): RouteGroup[] {
  const checked = entries.map((entry) => checkWritten(groupInput, desiredGroup(entry.written, undefined)));
  const faults = checked.flatMap((each, index) =>
    each.kind === 'faulty' ? each.faults.map((fault) => describeFault(entries[index], fault)) : []
  );
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  return checked.flatMap((each) => each.kind === 'valid' ? routeGroupOf(each.value) : []);
}

/** The group as the switchboard would know it. Destinations get ids in their order, as the rules tell them apart. */
function routeGroupOf(input: GroupInput): RouteGroup {
  const { destinations, sharedCaps, ...settings } = contentOf(input);
  return {
    ...settings,
    id: 1,
    accountId: 1,
    key: '',
    version: 1,
    sharedCaps: sharedCaps.map((cap) => ({
      ...cap,
      destinations: membersOf(cap, destinations).map((place) => place + 1),
    })),
    destinations: destinations.map(({ percent, ...rest }, place) => ({
      ...rest,
      id: place + 1,
      basisPoints: toBasisPoints(percent),
    })),
  };
}

function above(least: number) {
  return (text: string): number => {
    const value = numberOf(text);
    if (!(value > least)) throw new InvalidArgumentError(`A number above ${least}.`);
    return value;
  };
}

function percent(text: string): number {
  const value = numberOf(text);
  if (!(value >= 0 && value <= 100)) throw new InvalidArgumentError('A percent from 0 to 100.');
  return value;
}

function wholeNumber(text: string): number {
  const value = numberOf(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('A whole number, 0 or more.');
  return value;
}

/** NaN for anything but a plain finite number: `Number('')` would be 0. */
function numberOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}
