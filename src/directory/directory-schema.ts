import type { Generated } from 'kysely';
import type { Actor, GroupVersion } from './directory.ts';

/** The directory's tables, as the migrations make them. Times are ISO 8601 in UTC. */
export interface DirectorySchema {
  route_group: RouteGroupTable;
  route_group_version: RouteGroupVersionTable;
  destination: DestinationTable;
  audit_event: AuditEventTable;
  directory_revision: DirectoryRevisionTable;
}

/** What holds for a group whatever its version. */
export interface RouteGroupTable {
  readonly id: Generated<number>;
  readonly account_id: number;
  /** The present one. */
  version: number;
  readonly created_at: string;
  deleted_at: string | null;
  /** Of its last change. */
  revision: Generated<number>;
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

/** One row: how many changes of groups there were. */
export interface DirectoryRevisionTable {
  readonly id: 1;
  revision: number;
}

/** Who changed what; rows are only added. */
export interface AuditEventTable {
  readonly id: Generated<number>;
  readonly account_id: number;
  readonly at: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  /** An object of texts as JSON. */
  readonly details: string;
  /** With `group_version`: the version that a change of a group made. Null for everything else. */
  readonly group_id: number | null;
  readonly group_version: number | null;
}
