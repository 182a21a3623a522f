import { draftOf, type GroupInput, groupInput } from '../../../../contract/group.ts';
import { groupWarnings } from '../../../../routing/route-group.ts';
import { parseDuration } from '../../../../contract/duration.ts';
import { parsePercent } from '../../../lib/percent.ts';
import { type DestinationDraft, type Draft, isBlank } from './draft.ts';

/** What is to be said beside each field, by the field's id; see `fieldId`. */
export type Remarks = ReadonlyMap<string, string>;

export interface Check {
  /** What would be saved; undefined as long as there is a fault. */
  readonly content: GroupInput | undefined;
  readonly faults: Remarks;
  /** Doubts, which do not stop a save. */
  readonly warnings: Remarks;
}

/** Checks a draft by the very schema that the service checks it by. */
export function checkDraft(draft: Draft): Check {
  const rows = draft.destinations.filter((row) => !isBlank(row));
  const parsed = groupInput.safeParse(contentOf(draft, rows));
  return {
    content: parsed.data,
    faults: parsed.success ? new Map() : remarksOf(parsed.error.issues, rows),
    warnings: warningsOf(draft, rows),
  };
}

/** Where a remark belongs: `name`, `destinations`, or for a cell `3.uri`, where 3 is the row's key. */
export function fieldId(path: readonly PropertyKey[], rows: readonly DestinationDraft[]): string {
  const [field, index, of] = path;
  const row = typeof index === 'number' ? rows[index] : undefined;
  return field === 'destinations' && row && of !== undefined
    ? `${row.key}.${String(of)}`
    : String(field ?? 'name');
}

/** The faults that the service found, by their JSON Pointers into what was sent. */
export function remarksOfPointers(
  errors: readonly { readonly pointer: string; readonly detail: string }[],
  draft: Draft,
): Remarks {
  const rows = draft.destinations.filter((row) => !isBlank(row));
  const found = errors.map(({ pointer, detail }) => ({
    path: pointer.replace(/^#?\//, '').split('/').map((part) => /^\d+$/.test(part) ? Number(part) : part),
    message: detail,
  }));
  return remarksOf(found, rows);
}

/** Sums that miss 100 are said beside the bar of their tier, so these are one remark together. */
function remarksOf(
  found: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  rows: readonly DestinationDraft[],
): Remarks {
  const remarks = new Map<string, string>();
  for (const { path, message } of found) {
    const id = fieldId(path, rows);
    if (!remarks.has(id)) remarks.set(id, message);
  }
  return remarks;
}

function contentOf(draft: Draft, rows: readonly DestinationDraft[]) {
  return {
    name: draft.name,
    balance: draft.balance,
    sessionTtlSeconds: parseDuration(draft.sessionTtl),
    retryWindowSeconds: parseDuration(draft.retryWindow),
    destinations: rows.map(({ id, name, uri, percent, tier, maxActive, state }) => ({
      id,
      name,
      uri: uri.trim(),
      percent: (parsePercent(percent) ?? NaN) / 100,
      tier: numberOf(tier),
      maxActive: maxActive.trim() === '' ? null : numberOf(maxActive),
      state,
    })),
  };
}

function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

/** Rows without a destination yet give no doubts about it. */
function warningsOf(draft: Draft, rows: readonly DestinationDraft[]): Remarks {
  const { destinations } = contentOf(draft, rows);
  const written = draftOf({ sessionTtlSeconds: 0, retryWindowSeconds: 0, destinations });
  const doubts = groupWarnings(written).filter(({ path: [, index] }) =>
    rows[Number(index)].uri.trim() !== ''
  );
  return remarksOf(doubts, rows);
}
