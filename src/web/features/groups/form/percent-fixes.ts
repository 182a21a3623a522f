import { apportion } from '../../../lib/apportion.ts';
import { formatPercent, parsePercent, percentText } from '../../../lib/percent.ts';
import { type DestinationDraft, type Draft, isBlank } from './draft.ts';

/** All of a tier's calls, in basis points. */
export const WHOLE = 10_000;

/** A way to bring a tier's percents to 100. */
export interface PercentFix {
  readonly label: string;
  readonly apply: (draft: Draft) => Draft;
}

/** The rows of each tier that count, the first tier first; of an empty form, all of them. */
export function tiersOf(draft: Draft): Map<string, readonly DestinationDraft[]> {
  const written = draft.destinations.filter((row) => !isBlank(row));
  const rows = written.length > 0 ? written : draft.destinations;
  return new Map([...Map.groupBy(rows, ({ tier }) => tier)].sort(([a], [b]) => Number(a) - Number(b)));
}

/** What a row's percent counts for while it is written. */
export function pointsOf({ percent }: DestinationDraft): number {
  return parsePercent(percent) ?? 0;
}

export function sumOf(rows: readonly DestinationDraft[]): number {
  return rows.reduce((sum, row) => sum + pointsOf(row), 0);
}

/** The fixes that would work for the rows of one tier; `chosen` is the row that was written last. */
export function percentFixes(rows: readonly DestinationDraft[], chosen: number | undefined): PercentFix[] {
  const gap = WHOLE - sumOf(rows);
  if (gap === 0 || rows.every(isBlank)) return [];
  return [giveRest(rows, gap, chosen), splitEvenly(rows), scaleToWhole(rows)]
    .filter((fix) => fix !== undefined);
}

function giveRest(
  rows: readonly DestinationDraft[],
  gap: number,
  chosen: number | undefined,
): PercentFix | undefined {
  const row = rows.find(({ key }) => key === chosen) ?? rows.find(({ percent }) => percent === '') ??
    rows.at(-1);
  if (!row || pointsOf(row) + gap < 0) return undefined;
  const name = row.name || `destination ${rows.indexOf(row) + 1}`;
  const amount = formatPercent(Math.abs(gap));
  return {
    label: gap > 0 ? `Give the rest (${amount}) to ${name}` : `Take ${amount} off ${name}`,
    apply: (draft) => withPoints(draft, [row], [pointsOf(row) + gap]),
  };
}

function splitEvenly(rows: readonly DestinationDraft[]): PercentFix | undefined {
  const parts = apportion(rows.map(() => 1), WHOLE);
  return parts && { label: 'Split evenly', apply: (draft) => withPoints(draft, rows, parts) };
}

function scaleToWhole(rows: readonly DestinationDraft[]): PercentFix | undefined {
  const parts = apportion(rows.map(pointsOf), WHOLE);
  return parts && { label: 'Scale to 100', apply: (draft) => withPoints(draft, rows, parts) };
}

function withPoints(draft: Draft, rows: readonly DestinationDraft[], points: readonly number[]): Draft {
  const texts = new Map(rows.map(({ key }, index) => [key, percentText(points[index])]));
  return {
    ...draft,
    destinations: draft.destinations.map((row) => ({ ...row, percent: texts.get(row.key) ?? row.percent })),
  };
}
