import type { GroupPolicies, SharedCap } from '../routing/policies.ts';
import type { Balance, Destination, RouteGroup } from '../routing/route-group.ts';
import type { Schedule } from './schedule/schedule.ts';

/**
 * The configuration: route groups with all their versions. Methods throw only when storage fails.
 * Accounts are known here by their number alone; people and keys belong to `manager/auth`.
 */
export interface Directory {
  /** Edits that are made later. */
  readonly schedule: Schedule;

  /** The groups of an account by name; the deleted ones instead when asked for. */
  list(accountId: number, options?: { deleted?: boolean }): Promise<GroupRecord[]>;

  /** One group, deleted or not. */
  read(accountId: number, groupId: number): Promise<GroupRecord | undefined>;

  /** The first version of a new group. Ids in `content` are not used: its destinations are new as well. */
  create(accountId: number, content: GroupContent, actor: Actor): Promise<GroupRecord>;

  /**
   * Makes `content` the next version, if `expectedVersion` is still the present one. A destination's id may be any
   * that the group ever had: writing an old version's content again brings its destinations back as who they were.
   */
  replace(edit: Edit & { readonly content: GroupContent }): Promise<EditOutcome>;

  /** What `replace` would make of the group, or why it would refuse; nothing is written. */
  rehearse(edit: Edit & { readonly content: GroupContent }): Promise<Rehearsal>;

  /** The group's URL stops; everything is kept and can be restored. */
  remove(edit: Edit): Promise<EditOutcome>;

  /** A deleted group is back under its old URL. */
  restore(edit: Edit): Promise<EditOutcome>;

  /** A new key, and with it a new URL; the old one stops at once. */
  rotateKey(edit: Edit): Promise<EditOutcome>;

  /** Every version of a group, the newest first. */
  versions(accountId: number, groupId: number): Promise<GroupVersion[]>;

  /** Groups of an account as they were in these versions, in no particular order. One that never was is absent. */
  groupsAt(accountId: number, versions: readonly VersionReference[]): Promise<RouteGroup[]>;

  /** Every group that is not deleted, over all accounts: what a starting switchboard needs. */
  everyGroup(): Promise<RouteGroup[]>;

  /**
   * Calls the listener after each committed change, in the order of the commits: this process's own before the edit is
   * answered, those of others as soon as they are heard of. Of several changes to a group meanwhile it hears the last.
   * What others changed since this directory was opened is not missed, even before there was a listener.
   * Returns how to stop.
   */
  onChange(listener: (change: GroupChange) => void): () => void;

  /** Whether storage answers. Throws if it does not. */
  ping(): Promise<void>;

  close(): Promise<void>;
}

export interface Edit {
  readonly accountId: number;
  readonly groupId: number;
  /** The version that the editor saw; undefined edits whatever is there. */
  readonly expectedVersion: number | undefined;
  readonly actor: Actor;
}

export type EditOutcome =
  | { readonly kind: 'saved'; readonly record: GroupRecord }
  /** The version that the editor saw is not the present one, which is here. */
  | { readonly kind: 'stale'; readonly record: GroupRecord }
  /** A deleted group can only be restored, and only a deleted one can be. */
  | { readonly kind: 'conflict'; readonly record: GroupRecord }
  /** These ids name none of the group's destinations, or name one a second time. */
  | { readonly kind: 'unknown_destination'; readonly ids: readonly number[] }
  | { readonly kind: 'missing' };

export type EditRefused = Exclude<EditOutcome, { readonly kind: 'saved' }>;

export type Rehearsal =
  | {
    readonly kind: 'rehearsed';
    readonly present: RouteGroup;
    /** Destinations that are new have negative ids. */
    readonly next: RouteGroup;
  }
  | EditRefused;

/** What people write of a group. A destination without an id is new; a known id keeps its calls in progress. */
export interface GroupContent extends Omit<GroupPolicies, 'sharedCaps'> {
  readonly name: string;
  readonly balance: Balance;
  readonly sessionTtlSeconds: number;
  readonly retryWindowSeconds: number;
  readonly sharedCaps: readonly SharedCapContent[];
  readonly destinations: readonly DestinationContent[];
}

/** New destinations have no ids yet: theirs are named by their places in the list of destinations, from 0. */
export type SharedCapContent = Omit<SharedCap, 'destinations'> & { readonly places: readonly number[] };

export type DestinationContent = Omit<Destination, 'id'> & { readonly id?: number };

export interface GroupRecord {
  readonly group: RouteGroup;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Who made the present version. */
  readonly updatedBy: Actor;
  readonly deletedAt: Date | null;
  /** When the next scheduled edit is due. */
  readonly nextChangeAt: Date | null;
}

/** Who changed something, as history remembers it. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'system';
  readonly id: string;
  readonly name: string;
}

export interface GroupVersion {
  readonly version: number;
  readonly action:
    | 'created'
    | 'edited'
    | 'deleted'
    | 'restored'
    | 'key rotated'
    | 'edited as scheduled'
    | 'put back as scheduled';
  readonly at: Date;
  readonly actor: Actor;
  readonly content: RouteGroup;
}

/** One version of a group. */
export interface VersionReference {
  readonly groupId: number;
  readonly version: number;
}

/** Finds out about changes that other processes make, by looking again and again until it is closed. */
export type Watch = (look: () => Promise<void>) => { close(): Promise<void> };

export type GroupChange =
  | { readonly kind: 'configured'; readonly group: RouteGroup }
  | { readonly kind: 'removed'; readonly groupId: number };
