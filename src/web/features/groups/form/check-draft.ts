import { type GroupInput, groupInput } from '../../../../contract/group.ts';
import { writtenWarnings } from '../../../../contract/group-warnings.ts';
import type { Draft } from './draft.ts';
import { contentOfDraft } from './draft-content.ts';
import { fieldId } from './field-id.ts';

/** What is to be said beside each field, by the field's id; see `fieldId`. */
export type Remarks = ReadonlyMap<string, string>;

export interface Check {
  /** What would be saved; undefined as long as there is a fault. */
  readonly content: GroupInput | undefined;
  readonly faults: Remarks;
  /** Doubts, which do not stop a save. */
  readonly warnings: Remarks;
}

interface Found {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Checks a draft by the very schema that the service checks it by. */
export function checkDraft(draft: Draft): Check {
  const written = contentOfDraft(draft);
  const parsed = groupInput.safeParse(written);
  return {
    content: parsed.data,
    faults: parsed.success ? new Map() : remarksOf(parsed.error.issues.map(inWords), draft),
    warnings: warningsOf(written, draft),
  };
}

/** The faults that the service found, by their JSON Pointers into what was sent. */
export function remarksOfPointers(
  errors: readonly { readonly pointer: string; readonly detail: string }[],
  draft: Draft,
): Remarks {
  const found = errors.map(({ pointer, detail }) => ({
    path: pointer.replace(/^#?\//, '').split('/').map((part) => /^\d+$/.test(part) ? Number(part) : part),
    message: detail,
  }));
  return remarksOf(found, draft);
}

/** The remarks whose ids begin with this prefix, by what follows it. */
export function remarksWithin(remarks: Remarks, prefix: string): Record<string, string> {
  const own = [...remarks].filter(([id]) => id.startsWith(prefix));
  return Object.fromEntries(own.map(([id, text]) => [id.slice(prefix.length), text]));
}

/** Sums that miss 100 are said beside the bar of their tier, so these are one remark together. */
function remarksOf(found: readonly Found[], draft: Draft): Remarks {
  const remarks = new Map<string, string>();
  for (const { path, message } of found) {
    const id = fieldId(path, draft);
    if (!remarks.has(id)) remarks.set(id, message);
  }
  return remarks;
}

/** What is no duration at all is no number of seconds either, but people wrote no number. */
function inWords({ path, message, code }: Found & { readonly code: string | undefined }): Found {
  const isDuration = String(path.at(-1)).endsWith('Seconds') && code === 'invalid_type';
  return { path, message: isDuration ? 'Write it as 2 h, 90 min or 120 s.' : message };
}

/** Rows without a destination yet give no doubts about it. */
function warningsOf(written: ReturnType<typeof contentOfDraft>, draft: Draft): Remarks {
  const doubts = writtenWarnings(written).filter(({ path: [field, index] }) =>
    field !== 'destinations' || written.destinations[Number(index)].uri !== ''
  );
  return remarksOf(doubts, draft);
}
