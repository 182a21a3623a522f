import type { Generated } from 'kysely';
import type { Actor, GroupVersion } from './directory.ts';
import type { Obstacle } from './schedule/schedule.ts';
import type { DeliveryState, Source } from './webhooks/deliveries.ts';

/** The directory's tables, as the migrations make them. Times are ISO 8601 in UTC. */
export interface DirectorySchema {
  route_group: RouteGroupTable;
  route_group_version: RouteGroupVersionTable;
  destination: DestinationTable;
  audit_event: AuditEventTable;
  directory_revision: DirectoryRevisionTable;
  scheduled_edit: ScheduledEditTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_position: WebhookPositionTable;
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
  /** Which group it happened to; null for everything else. */
  readonly group_id: number | null;
  /** The version that the change made of the group; null when it made none. */
  readonly group_version: number | null;
}

/** Edits that are made when they are due. A row goes when its edit is made or cancelled. */
export interface ScheduledEditTable {
  readonly id: Generated<number>;
  readonly group_id: number;
  readonly due_at: string;
  /** What it makes of the group, `StoredContent` as JSON; of what puts back, null until the temporary edit is made. */
  content: string | null;
  /** Of what puts back: the temporary edit, as long as that is not made. */
  edit_id: number | null;
  /** Of what puts back: what the temporary edit made of the group, `StoredContent` as JSON; null until then. */
  made: string | null;
  readonly scheduled_at: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly actor_name: string;
  /** Why it was not made when it was due; null while it is not due. */
  missed: Exclude<Obstacle, 'overlapped'> | null;
}

/** Where events are sent to. A row goes after its deliveries have, some time after it was deleted. */
export interface WebhookTable {
  readonly id: Generated<number>;
  readonly account_id: number;
  url: string;
  description: string;
  /** A list of kinds as JSON; null for all. */
  kinds: string | null;
  /** A list of ids as JSON; null for all. */
  group_ids: string | null;
  /** Encrypted, as is the one before. */
  secret: string;
  previous_secret: string | null;
  /** Until when the secret before signs as well. */
  previous_until: string | null;
  /** Since when it was made or enabled last: events from before are not sent. */
  active_since: string;
  failing_since: string | null;
  last_delivered_at: string | null;
  disabled_at: string | null;
  disabled_because: string | null;
  readonly created_at: string;
  readonly created_by: string;
  deleted_at: string | null;
}

/** What is sent to a webhook, or was. */
export interface WebhookDeliveryTable {
  readonly id: Generated<number>;
  readonly webhook_id: number;
  /** What of: unique for the webhook, so that nothing is sent as two deliveries. */
  readonly event_key: string;
  readonly message_id: string;
  readonly kind: string;
  readonly body: string;
  state: DeliveryState;
  readonly created_at: string;
  /** Which try was the last; also while that is under way. */
  attempts: number;
  /** How many of them were made before it was sent again by hand. */
  attempts_before: number;
  /** When it is to be tried; during a try, when another node may take it over. Null when it is not tried any more. */
  next_at: string | null;
  last_at: string | null;
  last_status: number | null;
  last_response: string | null;
  last_error: string | null;
  last_took_ms: number | null;
}

/** How far each source of events was read. */
export interface WebhookPositionTable {
  readonly source: Source;
  position: number;
}
