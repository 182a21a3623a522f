import type { z } from 'zod';
import { type DestinationOutput, destinationOutput } from './group.ts';
import { groupContent } from './group-version.ts';

/** What people decide of a group; destinations that are not saved yet have no id. */
export type GroupContent =
  & Omit<z.output<typeof groupContent>, 'destinations'>
  & { readonly destinations: readonly DestinationContent[] };

export type DestinationContent = Omit<DestinationOutput, 'id'> & { readonly id?: number };

/** A field that gets another value. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export type DestinationChange =
  | { readonly kind: 'added'; readonly destination: DestinationContent }
  /** `destination` is what it was. */
  | {
    readonly kind: 'changed';
    readonly destination: DestinationContent;
    readonly fields: readonly FieldChange[];
  }
  | { readonly kind: 'removed'; readonly destination: DestinationContent };

/** What tells two versions of a group apart; empty when nothing does. */
export interface GroupDifference {
  readonly fields: readonly FieldChange[];
  readonly destinations: readonly DestinationChange[];
  /** Whether the destinations that stay change their order. */
  readonly reordered: boolean;
}

/** Every field that people decide, so that none is ever forgotten here. */
const GROUP_FIELDS = groupContent.keyof().options.filter((field) => field !== 'destinations');
const DESTINATION_FIELDS = destinationOutput.keyof().options.filter((field) => field !== 'id');

/**
 * What changes from one content to another: the group's fields first, then its destinations in their new order, the
 * removed ones last. A destination is the same one as long as it has the same id.
 */
export function groupDifference(before: GroupContent, after: GroupContent): GroupDifference {
  const known = new Map(before.destinations.map((destination) => [destination.id, destination]));
  const kept = new Set(after.destinations.map(({ id }) => id));
  const written = after.destinations.flatMap((each) => changeOf(each, known.get(each.id ?? NaN)));
  const removed = before.destinations.filter(({ id }) => !kept.has(id))
    .map((destination) => ({ kind: 'removed' as const, destination }));
  return {
    fields: changedFields(GROUP_FIELDS, before, after),
    destinations: [...written, ...removed],
    reordered: isReordered(before, after),
  };
}

export function isEmpty({ fields, destinations, reordered }: GroupDifference): boolean {
  return fields.length === 0 && destinations.length === 0 && !reordered;
}

function changeOf(
  destination: DestinationContent,
  before: DestinationContent | undefined,
): DestinationChange[] {
  if (!before) return [{ kind: 'added', destination }];
  const fields = changedFields<keyof DestinationContent>(DESTINATION_FIELDS, before, destination);
  return fields.length > 0 ? [{ kind: 'changed', destination: before, fields }] : [];
}

function changedFields<Field extends string>(
  fields: readonly Field[],
  from: Readonly<Partial<Record<Field, unknown>>>,
  to: Readonly<Partial<Record<Field, unknown>>>,
): FieldChange[] {
  return fields.filter((field) => !isSame(from[field], to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }));
}

/** Both come from the same schema, which writes the fields of objects in one order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isReordered(before: GroupContent, after: GroupContent): boolean {
  const order = new Map(before.destinations.map(({ id }, index) => [id, index]));
  const places = after.destinations.flatMap(({ id }) => id === undefined ? [] : order.get(id) ?? []);
  return places.some((place, index) => index > 0 && place < places[index - 1]);
}
