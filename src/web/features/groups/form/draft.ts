import { formatDuration } from '../../../../contract/duration.ts';
import type { GroupContent } from '../../../../contract/group-difference.ts';
import type { Balance, DestinationState } from '../../../../routing/route-group.ts';
import { percentText } from '../../../lib/percent.ts';

/** A destination as it stands in the form: what was typed, right or wrong. */
export interface DestinationDraft {
  /** Tells rows apart while they are written. */
  readonly key: number;
  /** Known to the service: its calls in progress stay with it. */
  readonly id?: number;
  readonly name: string;
  readonly uri: string;
  readonly percent: string;
  readonly tier: string;
  readonly maxActive: string;
  readonly state: DestinationState;
}

/** A group as it stands in the form. */
export interface Draft {
  readonly name: string;
  readonly balance: Balance;
  readonly sessionTtl: string;
  readonly retryWindow: string;
  readonly destinations: readonly DestinationDraft[];
}

/** The cells of a row, from left to right. */
export const columns = ['name', 'uri', 'percent'] as const;
export type Column = typeof columns[number];

/** What a pasted or new row says of itself. */
export type RowText = Partial<Pick<DestinationDraft, Column>>;

const BLANK = { name: '', uri: '', percent: '', tier: '1', maxActive: '', state: 'enabled' } as const;

/** A new group: two rows, as sharing takes two. */
export function newDraft(): Draft {
  return {
    name: '',
    balance: 'active',
    sessionTtl: formatDuration(7_200),
    retryWindow: formatDuration(120),
    destinations: [{ ...BLANK, key: 1 }, { ...BLANK, key: 2 }],
  };
}

export function draftOfGroup(group: GroupContent): Draft {
  return {
    name: group.name,
    balance: group.balance,
    sessionTtl: formatDuration(group.sessionTtlSeconds),
    retryWindow: formatDuration(group.retryWindowSeconds),
    destinations: group.destinations.map(({ id, name, uri, percent, tier, maxActive, state }, index) => ({
      key: index + 1,
      id,
      name,
      uri,
      percent: percentText(Math.round(percent * 100)),
      tier: String(tier),
      maxActive: maxActive === null ? '' : String(maxActive),
      state,
    })),
  };
}

/** Whether nothing was written into the row: such rows are not saved. */
export function isBlank({ id, name, uri, percent }: DestinationDraft): boolean {
  return id === undefined && [name, uri, percent].every((text) => text.trim() === '');
}

export function changeRow(draft: Draft, key: number, change: Partial<DestinationDraft>): Draft {
  return withRows(draft, draft.destinations.map((row) => row.key === key ? { ...row, ...change } : row));
}

/** Adds a row at the end; it goes into the tier of the row before it. */
export function addRow(draft: Draft): Draft {
  return withRows(draft, [...draft.destinations, rowAfter(draft.destinations)]);
}

export function removeRow(draft: Draft, key: number): Draft {
  return withRows(draft, draft.destinations.filter((row) => row.key !== key));
}

/** Puts the row at another place of the list; a place beyond its ends is the end. */
export function moveRow(draft: Draft, key: number, place: number): Draft {
  const row = draft.destinations.find((each) => each.key === key);
  if (!row) return draft;
  const rest = draft.destinations.filter((each) => each !== row);
  return withRows(draft, rest.toSpliced(Math.max(0, place), 0, row));
}

/** Writes pasted rows over the row at `key` and the blank ones below it, and in between what stands there already. */
export function pasteRows(draft: Draft, key: number, pasted: readonly RowText[]): Draft {
  const rows = [...draft.destinations];
  let at = rows.findIndex((row) => row.key === key);
  for (const [index, text] of pasted.entries()) {
    const reusable = rows[at] && (index === 0 ? rows[at].key === key : isBlank(rows[at]));
    if (!reusable) rows.splice(at, 0, { ...rowAfter(rows), tier: rows[at - 1]?.tier ?? '1' });
    rows[at] = { ...rows[at], ...text };
    at += 1;
  }
  return withRows(draft, rows);
}

function rowAfter(rows: readonly DestinationDraft[]): DestinationDraft {
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  return { ...BLANK, key, tier: rows.at(-1)?.tier ?? BLANK.tier };
}

function withRows(draft: Draft, destinations: readonly DestinationDraft[]): Draft {
  return { ...draft, destinations };
}
