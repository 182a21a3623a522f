import type { GroupRecord } from '../../directory/directory.ts';
import type { AttemptRecord, Span } from '../../history/reports/reports.ts';
import { csvRecord } from '../audit/csv.ts';
import type { ReportSources } from './read-report.ts';
import { type KnownDestination, type ReportedGroup, reportedGroup } from './reported-groups.ts';

export const ATTEMPT_COLUMNS = [
  ...['opened', 'ended', 'seconds', 'group id', 'group', 'version', 'destination id', 'destination', 'uri'],
  ...['session', 'attempt', 'end', 'outcome', 'id'],
];

/** The attempts that were opened within a span as comma-separated values: group by group, in the order of time. */
export async function* attemptPages(
  { directory, reports }: ReportSources,
  { records, span }: { readonly records: readonly GroupRecord[]; readonly span: Span },
): AsyncGenerator<string> {
  for (const record of records) {
    const names = new DestinationNames(await reportedGroup(directory, record, span));
    for await (const page of reports.attempts(record.group.id, span)) {
      await names.learn(page);
      yield page.map((attempt) => recordOf(attempt, record, names)).join('');
    }
  }
}

function recordOf(attempt: AttemptRecord, { group }: GroupRecord, names: DestinationNames): string {
  const { id, destinationId, session, number, openedAtMs, endedAtMs, reason, outcome, version } = attempt;
  const { name, uri } = names.of(destinationId);
  return csvRecord([
    timeText(openedAtMs),
    endedAtMs === null ? '' : timeText(endedAtMs),
    endedAtMs === null ? '' : String((endedAtMs - openedAtMs) / 1000),
    ...[String(group.id), group.name, String(version), String(destinationId), name, uri],
    ...[session ?? '', String(number), reason ?? '', outcome ?? '', String(id)],
  ]);
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

/** What destinations are called, looked up when one is first met. */
class DestinationNames {
  readonly #group: ReportedGroup;
  readonly #known = new Map<number, KnownDestination>();

  constructor(group: ReportedGroup) {
    this.#group = group;
  }

  of(id: number): KnownDestination {
    return this.#known.get(id)!;
  }

  async learn(attempts: readonly AttemptRecord[]) {
    const unknown = attempts.map(({ destinationId }) => destinationId).filter((id) => !this.#known.has(id));
    if (unknown.length === 0) return;
    for (const destination of await this.#group.destinations(new Set(unknown))) {
      this.#known.set(destination.id, destination);
    }
  }
}
