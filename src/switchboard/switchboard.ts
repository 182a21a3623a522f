import type { Outcome } from '../routing/outcome.ts';
import type { Refusal } from '../routing/refusal.ts';
import type { RouteGroup } from '../routing/route-group.ts';
import type { DestinationStanding } from '../routing/standing.ts';

/**
 * Places calls and ends them: the one port between the data plane and an engine.
 *
 * Every answer is durable before it is given; when storage fails it is given all the same, `degraded`, from memory.
 * Methods never throw for what a caller can send; they throw only after `close()`.
 */
export interface Switchboard {
  /** Chooses the destination of one call and reserves its place, in one step. */
  place(request: PlaceRequest): Promise<PlaceAnswer>;

  /** Ends the open attempts of a session, wherever they are or within one account and group. Idempotent. */
  complete(request: CompleteRequest): Promise<CompleteAnswer>;

  /**
   * Ends open attempts of an account because somebody said so: as `released`, which teaches nothing of destinations.
   * Their calls go on. What is not open, or is another account's, stays as it is: asking again changes nothing.
   */
  release(request: ReleaseRequest): Promise<ReleaseAnswer>;

  /** Makes this version of a group the one that future calls see. Counts hang on destination ids and survive. */
  configure(group: RouteGroup): void;

  /** Future calls find no such route; calls in progress stay countable until they end. */
  remove(groupId: number): void;

  /** The live states of these groups; one that the switchboard does not know is absent. Looking changes no decision. */
  snapshots(groupIds: readonly number[]): Promise<ReadonlyMap<number, GroupSnapshot>>;

  /** Whether answers are durable at this moment. */
  health(): SwitchboardHealth;

  /** Writes what is outstanding and lets go of storage. */
  close(): Promise<void>;
}

export interface PlaceRequest {
  readonly accountId: number;
  readonly key: string;
  /** The voice platform's opaque id of the call, well-formed text without NUL; without one the attempt can only expire. */
  readonly session: string | undefined;
  /** What became of the session's last attempt, if that was told. */
  readonly outcome?: Outcome | undefined;
}

export type PlaceAnswer =
  | {
    readonly kind: 'placed';
    /** The destination string exactly as it was typed. */
    readonly destination: string;
    readonly name: string;
    /** 1 for a new transfer, 2 for its first retry, … */
    readonly attempt: number;
    /** `destination`, then where this session would be sent on retries, in order. */
    readonly destinations: readonly string[];
    readonly degraded: boolean;
  }
  | {
    /** No destination can take the call; the group has this one for that case. It is not counted. */
    readonly kind: 'last resort';
    readonly destination: string;
    readonly reason: Refusal;
    readonly degraded: boolean;
  }
  | {
    readonly kind: 'refused';
    readonly reason: Refusal | 'unknown_route';
    /** When that is over by itself, in milliseconds of Unix time; null at any moment, or never. */
    readonly untilMs: number | null;
    readonly degraded: boolean;
  };

export interface CompleteRequest {
  readonly session: string;
  /** What became of the call, if that was told. */
  readonly outcome?: Outcome | undefined;
  /** Without it: the session's attempts in every account and group. */
  readonly within?: { readonly accountId: number; readonly key: string };
}

export interface CompleteAnswer {
  /** How many open attempts this request ended. */
  readonly completed: number;
  readonly degraded: boolean;
}

export interface ReleaseRequest {
  readonly accountId: number;
  /** Some hundreds at a time: calls wait behind them. */
  readonly attempts: readonly AttemptReference[];
}

/**
 * Names an attempt, and says what history has of it by which an engine finds it: an index of ids would cost every call,
 * and few attempts are ever asked for so.
 */
export interface AttemptReference {
  readonly id: number;
  readonly session: string | null;
  readonly expiresAtMs: number;
}

export interface ReleaseAnswer {
  /** How many attempts this request ended. A cluster's stay open while its database is away. */
  readonly released: number;
  readonly degraded: boolean;
}

export interface GroupSnapshot {
  readonly groupId: number;
  readonly version: number;
  /** Since when `placed` counts, in milliseconds of Unix time. */
  readonly sinceMs: number;
  /** All open attempts, those at destinations that were since removed from the group included. */
  readonly active: number;
  /** In the group's order. */
  readonly destinations: readonly DestinationSnapshot[];
}

/** Its calls, and how it stands at the moment of the snapshot. */
export interface DestinationSnapshot extends Omit<DestinationStanding, 'destinationId'> {
  readonly id: number;
  /** Open attempts. */
  readonly active: number;
  /** Attempts placed since `sinceMs`. */
  readonly placed: number;
}

export interface SwitchboardHealth {
  readonly durable: boolean;
  /** What is wrong, for operators; empty when durable. */
  readonly detail: string;
  /** Changes that wait for storage. */
  readonly waiting: number;
}
