import { isDeepStrictEqual } from 'node:util';
import {
  type DestinationInput,
  type DestinationOutput,
  destinationOutput,
  type GroupOutput,
} from '../../contract/group.ts';
import { CONTENT_FIELDS, type GroupContent } from './group-content.ts';

/** A field that gets another value. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export type DestinationChange =
  | { readonly kind: 'added'; readonly destination: DestinationInput }
  | {
    readonly kind: 'changed';
    readonly destination: DestinationOutput;
    readonly fields: readonly FieldChange[];
  }
  | { readonly kind: 'removed'; readonly destination: DestinationOutput };

/** What tells two versions of a group apart; empty when nothing does. */
export interface GroupDifference {
  readonly fields: readonly FieldChange[];
  readonly destinations: readonly DestinationChange[];
  /** Whether the destinations that stay change their order. */
  readonly reordered: boolean;
}

const GROUP_FIELDS = CONTENT_FIELDS.filter((field) => field !== 'destinations');
const DESTINATION_FIELDS = destinationOutput.keyof().options.filter((field) => field !== 'id');

/** How a group would change: its fields first, then its destinations in their new order, the removed ones last. */
export function groupDifference(present: GroupOutput, desired: GroupContent): GroupDifference {
  const presentById = new Map(present.destinations.map((destination) => [destination.id, destination]));
  const kept = new Set(desired.destinations.map(({ id }) => id));
  const written = desired.destinations.flatMap((each) => changeOf(each, presentById.get(each.id ?? NaN)));
  const removed = present.destinations.filter(({ id }) => !kept.has(id))
    .map((destination) => ({ kind: 'removed' as const, destination }));
  return {
    fields: changedFields(GROUP_FIELDS, present, desired),
    destinations: [...written, ...removed],
    reordered: isReordered(present, desired),
  };
}

export function isEmpty({ fields, destinations, reordered }: GroupDifference): boolean {
  return fields.length === 0 && destinations.length === 0 && !reordered;
}

function changeOf(
  destination: DestinationInput,
  present: DestinationOutput | undefined,
): DestinationChange[] {
  if (!present) return [{ kind: 'added', destination }];
  const fields = changedFields(DESTINATION_FIELDS, present, destination);
  return fields.length > 0 ? [{ kind: 'changed', destination: present, fields }] : [];
}

function changedFields<Field extends string>(
  fields: readonly Field[],
  from: Readonly<Record<Field, unknown>>,
  to: Readonly<Record<Field, unknown>>,
): FieldChange[] {
  return fields.filter((field) => !isDeepStrictEqual(from[field], to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }));
}

function isReordered(present: GroupOutput, desired: GroupContent): boolean {
  const order = new Map(present.destinations.map(({ id }, index) => [id, index]));
  const places = desired.destinations.map(({ id }) => order.get(id ?? NaN)).filter((place) =>
    place !== undefined
  );
  return places.some((place, index) => index > 0 && place < places[index - 1]);
}
