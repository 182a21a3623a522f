import { type GroupReport, MOST_GROUPS } from '../../contract/report.ts';
import { toPercent } from '../../contract/group.ts';
import type { GroupRecord, GroupVersion } from '../../directory/directory.ts';
import type { Groups } from '../../directory/group-reader.ts';
import type { Span } from '../../history/reports/reports.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import { isoOfMinute } from './report-period.ts';

const MINUTE_MS = 60_000;

export type FoundGroups =
  | { readonly kind: 'found'; readonly records: readonly GroupRecord[] }
  | { readonly kind: 'missing'; readonly id: number }
  | { readonly kind: 'too many'; readonly count: number };

/** The groups with these numbers; without them all of the account, those included that were deleted since `from`. */
export async function findGroups(
  directory: Groups,
  accountId: number,
  ids: readonly number[] | undefined,
  { from }: Span,
): Promise<FoundGroups> {
  if (ids === undefined) {
    const deleted = await directory.list(accountId, { deleted: true });
    const records = [
      ...await directory.list(accountId),
      ...deleted.filter(({ deletedAt }) => deletedAt!.getTime() >= from * MINUTE_MS),
    ];
    return records.length > MOST_GROUPS
      ? { kind: 'too many', count: records.length }
      : { kind: 'found', records };
  }
  const records: GroupRecord[] = [];
  for (const id of ids) {
    const record = await directory.read(accountId, id);
    if (record === undefined) return { kind: 'missing', id };
    records.push(record);
  }
  return { kind: 'found', records };
}

/** A destination of a group, or one that was. */
export interface KnownDestination extends Pick<Destination, 'id' | 'name' | 'uri'> {
  /** Null when it is in the group no longer. */
  readonly present: Destination | null;
}

/** What a group was during a period. */
export interface ReportedGroup {
  readonly record: GroupRecord;
  readonly targets: GroupReport['targets'];
  /** In the group's order; behind them those that are no longer in it, if any of these is asked for. */
  destinations(asked: Iterable<number>): Promise<KnownDestination[]>;
}

/** Older versions are read when the group was edited since the period began, or had calls at who is no longer in it. */
export async function reportedGroup(
  directory: Groups,
  record: GroupRecord,
  span: Span,
): Promise<ReportedGroup> {
  const { group, updatedAt } = record;
  const read = () => directory.versions(group.accountId, group.id);
  const versions = updatedAt.getTime() > span.from * MINUTE_MS ? await read() : undefined;
  return {
    record,
    targets: versions ? targetsIn(versions, span) : [targetsOf(group, span.from * MINUTE_MS)],
    async destinations(asked) {
      const present = group.destinations.map((each): KnownDestination => ({ ...each, present: each }));
      const ids = new Set(group.destinations.map(({ id }) => id));
      const removed = [...asked].filter((id) => !ids.has(id)).sort((a, b) => a - b);
      if (removed.length === 0) return present;
      return [...present, ...lastKnown(removed, versions ?? await read())];
    },
  };
}

/** `versions` are the newest first. */
function lastKnown(ids: readonly number[], versions: readonly GroupVersion[]): KnownDestination[] {
  return ids.map((id) => {
    const found = versions.flatMap(({ content }) => content.destinations).find((each) => each.id === id);
    return { id, name: found?.name ?? `Destination ${id}`, uri: found?.uri ?? '', present: null };
  });
}

/** The targets that held within a span, in order: an edit that left the percents alone makes no new ones. */
function targetsIn(versions: readonly GroupVersion[], { from, to }: Span): GroupReport['targets'] {
  const [fromMs, toMs] = [from * MINUTE_MS, to * MINUTE_MS];
  const ordered = versions.toReversed();
  const first = ordered.findLast(({ at }) => at.getTime() <= fromMs);
  const within = ordered.filter(({ at }) => at.getTime() > fromMs && at.getTime() < toMs);
  const held = [...(first ? [first] : []), ...within];
  const found: GroupReport['targets'] = [];
  for (const { at, content } of held.length > 0 ? held : ordered.slice(0, 1)) {
    const next = targetsOf(content, Math.max(at.getTime(), fromMs));
    const last = found.at(-1);
    if (JSON.stringify(last?.percents) !== JSON.stringify(next.percents)) found.push(next);
  }
  return found;
}

function targetsOf({ version, destinations }: RouteGroup, fromMs: number): GroupReport['targets'][number] {
  const percents = destinations.map(({ id, basisPoints }) => ({ id, percent: toPercent(basisPoints) }));
  return { version, from: new Date(fromMs).toISOString(), percents };
}

/** The report's own words for where a span is. */
export function spanOutput({ from, to }: Span): { readonly from: string; readonly to: string } {
  return { from: isoOfMinute(from), to: isoOfMinute(to) };
}
