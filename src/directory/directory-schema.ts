import type { Generated } from 'kysely';
import type { Actor, GroupVersion } from './directory.ts';

/** The directory's tables, as the migrations make them. Times are ISO 8601 in UTC. */
export interface DirectorySchema {
  route_group: RouteGroupTable;
  route_group_version: RouteGroupVersionTable;
  destination: DestinationTable;
}

/** What holds for a group whatever its version. */
export interface RouteGroupTable {
  readonly id: Generated<number>;
  readonly account_id: number;
  /** The present one. */
  version: number;
  readonly created_at: string;
  deleted_at: string | null;
}

/** Every version there ever was of every group; rows are only added. */
export interface RouteGroupVersionTable {
  readonly group_id: number;
  readonly version: number;
  readonly action: GroupVersion['action'];
  readonly at: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly actor_name: string;
  /** `StoredContent` as JSON. */
  readonly content: string;
}

/** The register of destination ids: rows are only added, so that an id means one destination for ever. */
export interface DestinationTable {
  readonly id: Generated<number>;
  readonly group_id: number;
}
