import {
  destinationSeries,
  type GroupReport,
  groupSeries,
  type Report,
  type ReportUnit,
} from '../../contract/report.ts';
import { toPercent } from '../../contract/group.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import type { Groups } from '../../directory/group-reader.ts';
import { addGroup, noFigures, noGroupFigures } from '../../history/reports/figures.ts';
import type { GroupFigures, Reports, Span } from '../../history/reports/reports.ts';
import { type WholeSpan, wholeSpans } from '../../history/reports/whole-spans.ts';
import { destinationFiguresOf, groupFiguresOf, pointOf, sumOf } from './figures-output.ts';
import { type KnownDestination, type ReportedGroup, reportedGroup, spanOutput } from './reported-groups.ts';
import { isoOfMinute, partsOf } from './report-period.ts';

export interface ReportSources {
  readonly directory: Groups;
  readonly reports: Reports;
}

export interface ReportWish {
  readonly records: readonly GroupRecord[];
  readonly span: Span;
  readonly timeZone: string;
  readonly by: ReportUnit;
  /** The time to compare with. */
  readonly before: Span | undefined;
}

/** What is gathered of one group. */
interface Gathered {
  readonly total: GroupFigures;
  readonly before: GroupFigures;
  /** Of each part, as far as there was anything. */
  readonly parts: (GroupFigures | undefined)[];
}

/**
 * Reads a report; what it yields is how far it is, from 0 to 1. Whoever stops asking ends the work. Throws when storage
 * fails.
 */
export async function* readReport(sources: ReportSources, wish: ReportWish): AsyncGenerator<number, Report> {
  const { records, span, timeZone, by, before } = wish;
  const parts = [...partsOf(span, by, timeZone)];
  const groupIds = records.map(({ group }) => group.id);
  const gathered = new Map(
    groupIds.map((id): [number, Gathered] => [
      id,
      { total: noGroupFigures(), before: noGroupFigures(), parts: [] },
    ]),
  );
  const minutes = lengthOf(span) + (before ? lengthOf(before) : 0);
  const readings = wholeSpans(sources.reports.pieces({ groupIds, spans: parts }));
  for await (const { minutes: read, whole } of readings) {
    if (whole) addPart(gathered, whole, by !== 'total');
    yield read / minutes;
  }
  const earlier = before && lengthOf(before) > 0 ? [before] : [];
  for await (
    const { minutes: read, whole } of wholeSpans(sources.reports.pieces({ groupIds, spans: earlier }))
  ) {
    for (const [id, figures] of whole?.groups ?? []) addGroup(gathered.get(id)!.before, figures);
    yield (lengthOf(span) + read) / minutes;
  }
  const groups: GroupReport[] = [];
  for (const record of records) {
    const known = await reportedGroup(sources.directory, record, span);
    groups.push(await groupReportOf(known, gathered.get(record.group.id)!, { ...wish, parts }));
  }
  return {
    ...spanOutput(span),
    timeZone,
    by,
    before: before ? spanOutput(before) : null,
    times: by === 'total' ? [] : parts.map(({ from }) => isoOfMinute(from)),
    groups,
  };
}

function addPart(gathered: ReadonlyMap<number, Gathered>, { span, groups }: WholeSpan, isKept: boolean) {
  for (const [id, figures] of groups) {
    const { total, parts } = gathered.get(id)!;
    addGroup(total, figures);
    if (isKept && (figures.destinations.size > 0 || figures.refusals.size > 0)) parts[span] = figures;
  }
}

type Times = Pick<ReportWish, 'span' | 'before' | 'by'> & { readonly parts: readonly Span[] };

async function groupReportOf(
  { record: { group, deletedAt }, targets, destinations }: ReportedGroup,
  { total, before, parts }: Gathered,
  times: Times,
): Promise<GroupReport> {
  const known = await destinations(new Set([...total.destinations.keys(), ...before.destinations.keys()]));
  const points = times.by === 'total'
    ? undefined
    : times.parts.map((part, index) => pointsOf(known, parts[index] ?? noGroupFigures(), lengthOf(part)));
  const figuresOf = figuresIn(total, times.span);
  const beforeOf = times.before && figuresIn(before, times.before);
  return {
    ...{ id: group.id, name: group.name, deleted: deletedAt !== null, balance: group.balance, targets },
    figures: groupFiguresOf(total, lengthOf(times.span)),
    before: times.before ? groupFiguresOf(before, lengthOf(times.before)) : null,
    series: points ? columns(points.map(({ whole }) => whole), GROUP_SERIES) : null,
    destinations: known.map((destination, index) => ({
      ...destinationOutput(destination),
      figures: figuresOf(destination),
      before: beforeOf ? beforeOf(destination) : null,
      series: points ? columns(points.map(({ each }) => each[index]), DESTINATION_SERIES) : null,
    })),
  };
}

/** One part of a group's series. */
function pointsOf(known: readonly KnownDestination[], figures: GroupFigures, minutes: number) {
  const refused = [...figures.refusals.values()].reduce((sum, { refused }) => sum + refused, 0);
  return {
    whole: { ...pointOf(sumOf(figures), minutes), refused },
    each: known.map(({ id }) => pointOf(figures.destinations.get(id) ?? noFigures(), minutes)),
  };
}

function figuresIn(group: GroupFigures, span: Span) {
  const whole = sumOf(group);
  return ({ id }: KnownDestination) =>
    destinationFiguresOf(group.destinations.get(id) ?? noFigures(), whole, lengthOf(span));
}

function destinationOutput({ id, name, uri, present }: KnownDestination) {
  return {
    ...{ id, name, uri, removed: present === null },
    state: present?.state ?? null,
    tier: present?.tier ?? null,
    percent: present ? toPercent(present.basisPoints) : null,
  };
}

const DESTINATION_SERIES = destinationSeries.keyof().options;
const GROUP_SERIES = groupSeries.keyof().options;

/** A list of points as a list for each figure. */
function columns<Name extends string>(
  points: readonly Readonly<Record<Name, number>>[],
  names: readonly Name[],
): Record<Name, number[]> {
  const lists = names.map((name) => [name, points.map((point) => point[name])]);
  return Object.fromEntries(lists) as Record<Name, number[]>;
}

function lengthOf({ from, to }: Span): number {
  return to - from;
}
