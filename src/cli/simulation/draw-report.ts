import { wsErrors } from '../../contract/errors.ts';
import type { Refusal } from '../../routing/refusal.ts';
import { pad, widthOf } from '../table.ts';
import { printable } from '../terminal.ts';
import { drawHours } from './draw-hours.ts';
import { drawTimeline } from './draw-timeline.ts';
import { spaced, withoutSeconds } from './local-time.ts';
import type { DestinationReport, OverTime, SimulationReport } from './simulation-report.ts';

/**
 * A report as bars for people: under each destination's target what it got, in `columns` characters if that fits. Of a
 * scenario also what happened, and its hours.
 */
export function drawReport(report: SimulationReport, columns: number): string {
  const rows = report.destinations.flatMap((destination) => rowsOf(destination, report));
  const lines = [heading(report), '', ...layOut(rows, columns), ...conclusions(report)];
  const day = report.scenario === null ? '' : `${drawTimeline(report)}${drawHours(report)}`;
  return `${lines.join('\n')}\n${day}`;
}

function heading({ scenario, group, balance, start, timeZone, calls, load }: SimulationReport): string {
  const { hours, callsPerHour: { least, most }, meanSeconds, seed } = load;
  const rate = least === most ? most : `${least} to ${most}`;
  const [title, begins] = scenario === null
    ? ['', '']
    : [`${printable(scenario)}\n`, ` from ${withoutSeconds(spaced(start))} in ${timeZone}`];
  return `${title}${printable(group)}: ${counted(calls, 'call')} in ${hours} h${begins} (${rate} an hour), ` +
    `${meanSeconds} s each on average; balance ${balance}, seed ${seed}`;
}

interface Row {
  readonly title: string;
  readonly label: string;
  /** Percent; null of nothing. */
  readonly share: number | null;
  readonly remark: string;
}

function rowsOf(destination: DestinationReport, { scenario, load }: SimulationReport): Row[] {
  const { name, target, placed, active, talking } = destination;
  const rows = [
    { title: printable(name), label: 'target', share: target, remark: limitsOf(destination) },
    { title: '', label: 'placed', share: placed.share, remark: counted(placed.calls, 'call') },
    { title: '', label: 'in progress', share: active.share, remark: levels(active) },
  ];
  if (scenario === null && load.neverCompletedPercent === 0) return rows;
  return [...rows, { title: '', label: 'talking', share: talking.share, remark: levels(talking) }];
}

function limitsOf({ tier, maxActive, state }: DestinationReport): string {
  const limits = [
    tier > 1 && `tier ${tier}`,
    maxActive !== null && `cap ${maxActive}`,
    state !== 'enabled' && state,
  ];
  return limits.filter((limit) => limit !== false).join(', ');
}

function levels({ mean, peak }: OverTime): string {
  return `${mean} on average, ${peak} at most`;
}

/** Bars are as long as the screen allows, within what an eye can compare. */
const SHORTEST_BAR = 10;
const LONGEST_BAR = 50;

function layOut(rows: readonly Row[], columns: number): string[] {
  const width = (cell: (row: Row) => string) => Math.max(0, ...rows.map((row) => widthOf(cell(row))));
  const [titles, labels, shares] = [width(({ title }) => title), width(({ label }) => label), width(shareOf)];
  const others = titles + labels + shares + width(({ remark }) => remark) + 2 * 4;
  const bars = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, columns - others));
  return rows.map((row) => {
    const cells = [
      pad(row.title, titles),
      pad(row.label, labels),
      pad(bar(row.share ?? 0, bars), bars),
      pad(shareOf(row), shares, 'end'),
      row.remark,
    ];
    return cells.join('  ').trimEnd();
  });
}

function shareOf({ share }: Row): string {
  return share === null ? '–' : `${share} %`;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function bar(percent: number, width: number): string {
  const eighths = Math.round((percent / 100) * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

function conclusions({ refused, lastResorts, fairness, balance }: SimulationReport): string[] {
  const refusals = Object.entries(refused).map(([reason, count]) =>
    `Refused ${counted(count, 'time')}: ${reason}. ${wsErrors[reason as Refusal]}`
  );
  const what = balance === 'active' ? 'calls in progress' : 'calls placed';
  return [
    '',
    ...(refusals.length > 0 ? refusals : ['No call was refused.']),
    ...(lastResorts > 0 ? [`The last resort was given ${counted(lastResorts, 'time')}.`] : []),
    `Fairness: of the ${what}, the destination furthest from its share was ${fairness.mean} calls away from it ` +
    `on average, ${fairness.worst} at worst.`,
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
