import type { Kysely, Transaction } from 'kysely';
import type { Destination, RouteGroup } from '../routing/route-group.ts';
import type {
  Actor,
  DestinationContent,
  Edit,
  EditOutcome,
  EditRefused,
  GroupContent,
  GroupRecord,
  Rehearsal,
} from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import type { Engine } from './engine.ts';
import {
  destinationIds,
  insertGroup,
  lockGroup,
  type NextVersion,
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

/** What people do to a group; only `edited` brings content of its own. */
export type Change =
  | { readonly action: 'edited'; readonly content: GroupContent }
  | { readonly action: 'deleted' | 'restored' | 'key rotated' };

/** An edit that nothing speaks against: what is there, and the version that would come after it. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly present: GroupRecord;
  readonly next: RouteGroup;
}

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
  return { group, createdAt: at, updatedAt: at, updatedBy: actor, deletedAt: null, nextChangeAt: null };
}

/** A group's next version, unless the edit meets a group that is not as its editor believes. */
export async function editGroup(editing: Editing, edit: Edit, change: Change): Promise<EditOutcome> {
  const prepared = await prepareEdit(editing, edit, change);
  if (prepared.kind !== 'prepared') return prepared;
  const { present, next: group } = prepared;
  return {
    kind: 'saved',
    record: await writeNext(editing, present, { group, action: change.action, actor: edit.actor }),
  };
}

/** What an edit would make of a group, which nobody else changes until the transaction ends. Its destinations have ids. */
export async function prepareEdit(
  editing: Editing,
  edit: Edit,
  change: Change,
): Promise<Prepared | EditRefused> {
  const { transaction, engine } = editing;
  await lockGroup(transaction, engine, edit.accountId, edit.groupId);
  const met = await meet(transaction, edit, change);
  if (met.kind !== 'met') return met;
  const { present } = met;
  const next = await changed(transaction, present.group, change);
  return { kind: 'prepared', present, next: { ...next, version: present.group.version + 1 } };
}

/** What an edit would make of a group, with nothing written. Its new destinations have negative ids, which nobody has. */
export async function rehearseEdit(
  db: Kysely<DirectorySchema>,
  edit: Edit & { readonly content: GroupContent },
): Promise<Rehearsal> {
  const { content } = edit;
  const met = await meet(db, edit, { action: 'edited', content });
  if (met.kind !== 'met') return met;
  const { group } = met.present;
  const destinations = content.destinations.map((each, place) => destinationOf(each.id ?? -1 - place, each));
  const next = { ...group, ...settingsOf(content, destinations), destinations, version: group.version + 1 };
  return { kind: 'rehearsed', present: group, next };
}

/** The group that an edit meets, unless it is not as its editor believes. */
async function meet(
  db: Kysely<DirectorySchema>,
  edit: Edit,
  change: Change,
): Promise<{ readonly kind: 'met'; readonly present: GroupRecord } | EditRefused> {
  const present = await readRecord(db, edit.accountId, edit.groupId);
  if (!present) return { kind: 'missing' };
  const { group, deletedAt } = present;
  if ((edit.expectedVersion ?? group.version) !== group.version) return { kind: 'stale', record: present };
  const isDeleted = deletedAt !== null;
  if (isDeleted !== (change.action === 'restored')) return { kind: 'conflict', record: present };
  const ids = await unknownIds(db, group.id, change);
  return ids.length > 0 ? { kind: 'unknown_destination', ids } : { kind: 'met', present };
}

/** Makes a prepared version the present one. `details` are what the audit log says of it besides. */
export async function writeNext(
  { transaction, at }: Editing,
  { createdAt, nextChangeAt }: GroupRecord,
  next: Pick<NextVersion, 'group' | 'action' | 'actor' | 'details'>,
): Promise<GroupRecord> {
  const deletedAt = next.action === 'deleted' ? at : null;
  await writeVersion(transaction, { ...next, at, deletedAt });
  return { group: next.group, createdAt, updatedAt: at, updatedBy: next.actor, deletedAt, nextChangeAt };
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
async function unknownIds(
  db: Kysely<DirectorySchema>,
  groupId: number,
  change: Change,
): Promise<number[]> {
  if (change.action !== 'edited') return [];
  const known = await destinationIds(db, groupId);
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
