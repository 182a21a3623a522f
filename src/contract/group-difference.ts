import type { z } from 'zod';
import { type DestinationOutput, destinationOutput } from './group.ts';
import { naming, type Settings, settingsOf } from './group-settings.ts';
import type { groupContent } from './group-version.ts';
import type { SharedCapInput } from './policies.ts';

/** What people decide of a group; destinations that are not saved yet have no id. */
export type GroupContent =
  & Omit<z.output<typeof groupContent>, 'destinations' | 'sharedCaps'>
  & {
    readonly sharedCaps: readonly SharedCapInput[];
    readonly destinations: readonly DestinationContent[];
  };

export type DestinationContent = Omit<DestinationOutput, 'id'> & { readonly id?: number };

/** A field that gets another value. */
export interface FieldChange {
  /** Of a group: one of its `Settings`. */
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
  const nameOf = naming(before, after);
  return {
    fields: changedSettings(settingsOf(before, nameOf), settingsOf(after, nameOf)),
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
  const fields = changedSettings(fieldsOf(before), fieldsOf(destination));
  return fields.length > 0 ? [{ kind: 'changed', destination: before, fields }] : [];
}

function fieldsOf(destination: DestinationContent): Settings {
  return new Map(DESTINATION_FIELDS.map((field) => [field, destination[field]]));
}

function changedSettings(before: Settings, after: Settings): FieldChange[] {
  const fields = new Set([...after.keys(), ...before.keys()]);
  return [...fields].map((field) => ({ field, from: before.get(field), to: after.get(field) }))
    .filter(({ from, to }) => !isSame(from, to));
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
