import { type Command, InvalidArgumentError } from 'commander';
import { type GroupEntry, parseGroupFile } from './apply/group-file.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { readFile } from './read-file.ts';
import { drawReport } from './simulation/draw-report.ts';
import type { Load } from '../simulation/plain-scenario.ts';
import { isScenario, type NamedScenario, readEntry } from './simulation/read-scenarios.ts';
import { mostCallsOf } from '../simulation/scenario.ts';
import { simulate } from '../simulation/simulate.ts';
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

const SCENARIO_HELP = `
A file with the fields "scenario" and "group" is a scenario, and says by itself what happens:

    scenario: A black hole at noon
    start: 2026-11-01T00:00
    timeZone: America/New_York
    hours: 25
    calls:
      rates: [{ from: 00:00, callsPerHour: 60 }, { from: 08:00, callsPerHour: 600 }]
    behaviour:
      Denver:
        durationFactor: 1.5
        during:
          - { from: 12:00, to: 13:00, failPercent: 100, afterSeconds: 2, silent: true }
    group:
      name: Support
      health: { mode: on }
      destinations:
        - { name: Boston, uri: tel:+16177123000, percent: 60 }
        - { name: Denver, uri: sip:1234@10.0.1.2, percent: 40 }
`;

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
    .action((file: string, options: SimulateOptions) => {
      const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli');
      return simulateFile(cli, file, options, given);
    });
  explain(command, {
    examples: [
      ['simulate groups.yaml', 'See a day of calls'],
      [
        'simulate scenario.yaml',
        'See a day with rates, failures and opening hours, as a scenario tells it',
      ],
      ['simulate groups.yaml --calls-per-hour 3000 --retry 5 --no-complete 10', 'See a busy and bumpy one'],
    ],
    exits: [0, 2],
  });
  command.addHelpText('after', SCENARIO_HELP);
}

async function simulateFile(
  { terminal }: Cli,
  path: string,
  options: SimulateOptions,
  given: readonly string[],
) {
  const { complete, retry, json, ...times } = options;
  const load: Load = { ...times, neverCompletedPercent: complete, retryPercent: retry };
  const { entries, faults } = parseGroupFile(path, await readFile(terminal, path));
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  const scenarios = scenariosOf(entries, load);
  if (entries.some(isScenario)) requireNoneOf(given);
  const seeded = scenarios.map((each) => given.includes('seed') ? withSeed(each, options.seed) : each);
  const reports = seeded.map((each) => simulationReport(each, simulate(each.scenario)));
  terminal.print(
    json
      ? formatJson({ groups: reports })
      : reports.map((report) => drawReport(report, terminal.columns)).join('\n'),
  );
}

/** Throws with everything that is wrong, and when nobody would wait for the end. */
function scenariosOf(entries: readonly GroupEntry[], load: Load): NamedScenario[] {
  const read = entries.map((entry) => readEntry(entry, load));
  const faults = read.flatMap((each) => each.kind === 'faulty' ? each.faults : []);
  if (faults.length > 0) throw wrongUsage(faults.join('\n'));
  const scenarios = read.flatMap((each) => each.kind === 'valid' ? each.value : []);
  if (scenarios.some(({ scenario }) => mostCallsOf(scenario) > MOST_CALLS)) {
    throw wrongUsage(
      `That can be more than ${MOST_CALLS} calls. Choose fewer hours or fewer calls per hour.`,
    );
  }
  return scenarios;
}

/** Options beside a scenario that says the same: nobody could tell which one counts. */
function requireNoneOf(given: readonly string[]) {
  const options = given.filter((name) => name !== 'seed' && name !== 'json');
  if (options.length === 0) return;
  throw wrongUsage(
    'A scenario says by itself what happens: of the options only --seed and --json go with it.',
  );
}

function withSeed({ title, scenario }: NamedScenario, seed: number): NamedScenario {
  return { title, scenario: { ...scenario, seed } };
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
