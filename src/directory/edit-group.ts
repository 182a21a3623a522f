import type { Transaction } from 'kysely';
import type { Destination, RouteGroup } from '../routing/route-group.ts';
import type {
  Actor,
  DestinationContent,
  Edit,
  EditOutcome,
  GroupContent,
  GroupRecord,
  GroupVersion,
} from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import type { Engine } from './engine.ts';
import {
  destinationIds,
  insertGroup,
  lockGroup,
  readRecord,
  registerDestinations,
  writeVersion,
} from './group-store.ts';

/** The transaction that an edit is part of, and the edit's time. */
export interface Editing {
  readonly transaction: Transaction<DirectorySchema>;
  readonly engine: Engine;
  readonly at: Date;
}

/** What happens to a group; only `edited` brings content of its own. */
export type Change =
  | { readonly action: 'edited'; readonly content: GroupContent }
  | { readonly action: Exclude<GroupVersion['action'], 'created' | 'edited'> };

/** A group's first version. Ids that its destinations may carry are another group's affair: they get new ones. */
export async function createGroup(
  { transaction, at }: Editing,
  accountId: number,
  content: GroupContent,
  actor: Actor,
): Promise<GroupRecord> {
  const id = await insertGroup(transaction, accountId, at);
  const fresh = content.destinations.map((destination) => ({ ...destination, id: undefined }));
  const destinations = await withIds(transaction, id, fresh);
  const group = {
    id,
    accountId,
    key: newKey(),
    version: 1,
    ...settingsOf(content, destinations),
    destinations,
  };
  await writeVersion(transaction, { group, action: 'created', at, actor, deletedAt: null });
  return { group, createdAt: at, updatedAt: at, updatedBy: actor, deletedAt: null };
}

/** A group's next version, unless the edit meets a group that is not as its editor believes. */
export async function editGroup(editing: Editing, edit: Edit, change: Change): Promise<EditOutcome> {
  const { transaction, engine, at } = editing;
  await lockGroup(transaction, engine, edit.accountId, edit.groupId);
  const present = await readRecord(transaction, edit.accountId, edit.groupId);
  if (!present) return { kind: 'missing' };
  const { group, createdAt, deletedAt } = present;
  if ((edit.expectedVersion ?? group.version) !== group.version) return { kind: 'stale', record: present };
  const isDeleted = deletedAt !== null;
  if (isDeleted !== (change.action === 'restored')) return { kind: 'conflict', record: present };
  const ids = await unknownIds(editing, group.id, change);
  if (ids.length > 0) return { kind: 'unknown_destination', ids };

  const next = { ...await changed(transaction, group, change), version: group.version + 1 };
  const record = {
    group: next,
    createdAt,
    updatedAt: at,
    updatedBy: edit.actor,
    deletedAt: change.action === 'deleted' ? at : null,
  };
  await writeVersion(transaction, { ...record, action: change.action, at, actor: edit.actor });
  return { kind: 'saved', record };
}

async function changed(
  transaction: Editing['transaction'],
  group: RouteGroup,
  change: Change,
): Promise<RouteGroup> {
  if (change.action === 'key rotated') return { ...group, key: newKey() };
  if (change.action !== 'edited') return group;
  const destinations = await withIds(transaction, group.id, change.content.destinations);
  return { ...group, ...settingsOf(change.content, destinations), destinations };
}

/** The ids that name none of the group's destinations, past or present, or one that was named before. */
async function unknownIds({ transaction }: Editing, groupId: number, change: Change): Promise<number[]> {
  if (change.action !== 'edited') return [];
  const known = await destinationIds(transaction, groupId);
  const given = change.content.destinations.map(({ id }) => id).filter((id) => id !== undefined);
  return [...new Set(given.filter((id) => !known.delete(id)))];
}

async function withIds(
  transaction: Editing['transaction'],
  groupId: number,
  destinations: readonly DestinationContent[],
): Promise<Destination[]> {
  const newcomers = destinations.filter(({ id }) => id === undefined).length;
  const ids = (await registerDestinations(transaction, groupId, newcomers)).values();
  return destinations.map((destination) => destinationOf(destination.id ?? ids.next().value!, destination));
}

/** Field by field, here and below: whatever else a caller's object carries does not belong into the store. */
function destinationOf(
  id: number,
  { name, uri, basisPoints, tier, maxActive, state, hours, caps }: DestinationContent,
): Destination {
  return { id, name, uri, basisPoints, tier, maxActive, state, hours, caps };
}

function settingsOf(content: GroupContent, destinations: readonly Destination[]) {
  return {
    name: content.name,
    balance: content.balance,
    sessionTtlSeconds: content.sessionTtlSeconds,
    retryWindowSeconds: content.retryWindowSeconds,
    timeZone: content.timeZone,
    sharedCaps: content.sharedCaps.map(({ name, places, maxActive, caps }) => ({
      name,
      destinations: places.map((place) => destinations[place].id),
      maxActive,
      caps,
    })),
    lastResort: content.lastResort,
    terminalOutcomes: content.terminalOutcomes,
    maxAttempts: content.maxAttempts,
    holdSeconds: content.holdSeconds,
    health: content.health,
  };
}

/** 128 random bits in hex: nobody guesses a group's URL. */
function newKey(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}
