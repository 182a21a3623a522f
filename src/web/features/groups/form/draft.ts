import { formatDuration } from '../../../../contract/duration.ts';
import type { DestinationContent, GroupContent } from '../../../../contract/group-difference.ts';
import { membersOf } from '../../../../contract/references.ts';
import { DEFAULT_POLICIES } from '../../../../routing/default-policies.ts';
import type { Outcome } from '../../../../routing/outcome.ts';
import type { GroupPolicies } from '../../../../routing/policies.ts';
import type { Balance, DestinationState } from '../../../../routing/route-group.ts';
import { percentText } from '../../../lib/percent.ts';
import {
  type CapsDraft,
  draftOfCaps,
  draftOfHealth,
  draftOfHours,
  type HealthDraft,
  type HoursDraft,
  NO_CAPS,
  type SharedCapDraft,
  textOf,
} from './policy-drafts.ts';

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
  /** Null means at all times. */
  readonly hours: HoursDraft | null;
  readonly caps: CapsDraft;
}

/** A group as it stands in the form. */
export interface Draft {
  readonly name: string;
  readonly balance: Balance;
  readonly sessionTtl: string;
  readonly retryWindow: string;
  readonly timeZone: string;
  readonly sharedCaps: readonly SharedCapDraft[];
  /** Empty: none. */
  readonly lastResort: string;
  readonly terminalOutcomes: readonly Outcome[];
  /** Empty: every destination. */
  readonly maxAttempts: string;
  /** Empty: until completion. */
  readonly hold: string;
  readonly health: HealthDraft;
  readonly destinations: readonly DestinationDraft[];
}

/** The cells of a row, from left to right. */
export const columns = ['name', 'uri', 'percent'] as const;
export type Column = typeof columns[number];

/** What a pasted or new row says of itself. */
export type RowText = Partial<Pick<DestinationDraft, Column>>;

const BLANK = {
  name: '',
  uri: '',
  percent: '',
  tier: '1',
  maxActive: '',
  state: 'enabled',
  hours: null,
  caps: NO_CAPS,
} as const;

/** A new group: two rows, as sharing takes two. */
export function newDraft(): Draft {
  return {
    name: '',
    balance: 'active',
    sessionTtl: formatDuration(7_200),
    retryWindow: formatDuration(120),
    ...draftOfPolicies(DEFAULT_POLICIES),
    sharedCaps: [],
    destinations: [{ ...BLANK, key: 1 }, { ...BLANK, key: 2 }],
  };
}

export function draftOfGroup(group: GroupContent): Draft {
  return {
    name: group.name,
    balance: group.balance,
    sessionTtl: formatDuration(group.sessionTtlSeconds),
    retryWindow: formatDuration(group.retryWindowSeconds),
    ...draftOfPolicies(group),
    sharedCaps: group.sharedCaps.map((cap, index) => ({
      key: index + 1,
      name: cap.name,
      rows: membersOf(cap, group.destinations).map(keyAt),
      maxActive: textOf(cap.maxActive),
      caps: draftOfCaps(cap.caps),
    })),
    destinations: group.destinations.map(draftOfDestination),
  };
}

function draftOfPolicies(policies: Omit<GroupPolicies, 'sharedCaps'>) {
  const { timeZone, lastResort, terminalOutcomes, maxAttempts, holdSeconds, health } = policies;
  return {
    timeZone,
    lastResort: lastResort ?? '',
    terminalOutcomes,
    maxAttempts: textOf(maxAttempts),
    hold: holdSeconds === null ? '' : formatDuration(holdSeconds),
    health: draftOfHealth(health),
  };
}

function draftOfDestination(destination: DestinationContent, place: number): DestinationDraft {
  const { id, name, uri, percent, tier, maxActive, state, hours, caps } = destination;
  return {
    key: keyAt(place),
    id,
    name,
    uri,
    percent: percentText(Math.round(percent * 100)),
    tier: String(tier),
    maxActive: textOf(maxActive),
    state,
    hours: draftOfHours(hours),
    caps: draftOfCaps(caps),
  };
}

/** The key of the row at a place, as long as no row has moved. */
function keyAt(place: number): number {
  return place + 1;
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

/** Takes a row off the list, and off the caps that it shares. */
export function removeRow(draft: Draft, key: number): Draft {
  const sharedCaps = draft.sharedCaps.map((cap) => ({
    ...cap,
    rows: cap.rows.filter((each) => each !== key),
  }));
  return withRows({ ...draft, sharedCaps }, draft.destinations.filter((row) => row.key !== key));
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
