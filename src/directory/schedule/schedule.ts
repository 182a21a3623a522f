import type { RouteGroup } from '../../routing/route-group.ts';
import type { Actor, Edit, EditOutcome, GroupContent } from '../directory.ts';

/** Edits of route groups that are made later, by themselves. Methods throw only when storage fails. */
export interface Schedule {
  /**
   * Makes `content` the group's next version at `effectiveAt`, whatever others make of the group until then; now when
   * that is left out. With `until` the edit is temporary: what was before it comes back then, unless somebody edits the
   * group meanwhile. Both times are yet to come.
   */
  add(edit: Edit & EditTimes & { readonly content: GroupContent }): Promise<ScheduleOutcome>;

  /** What is scheduled for a group, and what was not made, in the order of the times. Undefined for no group. */
  list(accountId: number, groupId: number): Promise<ScheduledEdit[] | undefined>;

  /**
   * The edit is not made. With a temporary edit goes what puts back; without what puts back, a temporary edit stays.
   * What was not made when it was due is only forgotten. False when it is not there, or no longer.
   */
  cancel(cancellation: Cancellation): Promise<boolean>;

  /**
   * Makes every edit that is due, in the order of their times, each exactly once however many processes do so.
   * Answers when the next one will be due.
   */
  carryOut(): Promise<Date | undefined>;
}

/** When an edit is in effect. */
export interface EditTimes {
  readonly effectiveAt?: Date | undefined;
  readonly until?: Date | undefined;
}

export type ScheduleOutcome =
  | EditOutcome
  | { readonly kind: 'scheduled'; readonly edit: ScheduledEdit }
  /** The earlier of its times is not yet to come. */
  | { readonly kind: 'past' };

export interface Cancellation {
  readonly accountId: number;
  readonly groupId: number;
  readonly editId: number;
  readonly actor: Actor;
}

/** An edit that is to be made, as far as it can be foreseen what the group will be by then. */
export interface ScheduledEdit {
  readonly id: number;
  /** Whether it ends a temporary edit, and brings back what was before that. */
  readonly putsBack: boolean;
  readonly dueAt: Date;
  /** Of a temporary edit: when it ends. */
  readonly until: Date | null;
  readonly scheduledAt: Date;
  readonly scheduledBy: Actor;
  /** What the group is then, before it. */
  readonly before: RouteGroup;
  /** What it makes of the group. */
  readonly content: RouteGroup;
  /** What will keep it from being made, as things are; of one that was due, what has. */
  readonly obstacle: Obstacle | null;
}

/**
 * `deleted`: a deleted group is not edited. `edited`: somebody edited the group after the temporary edit, and their work
 * is not undone. `overlapped`: another temporary edit is in effect; it ends with what was before both.
 */
export type Obstacle = 'deleted' | 'edited' | 'overlapped';
