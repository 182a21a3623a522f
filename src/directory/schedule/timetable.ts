import { isDeepStrictEqual } from 'node:util';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { Obstacle } from './schedule.ts';

/** What is to be made of a group. */
export interface Plan {
  readonly id: number;
  /** What puts back knows this only once the temporary edit is made. */
  readonly content: RouteGroup | undefined;
  /** Of what puts back: the temporary edit, as long as that is not made. */
  readonly ends: number | undefined;
  /** Of what puts back: what the temporary edit made of the group. */
  readonly made: RouteGroup | undefined;
}

/** A group, and what is still to be made of it, the first to be due first. */
export interface Timetable<Planned extends Plan> {
  readonly group: RouteGroup;
  readonly isDeleted: boolean;
  readonly plans: readonly Planned[];
}

/** What is left when a plan was due, and what kept it from being made. */
export interface Due<Planned extends Plan> extends Timetable<Planned> {
  readonly obstacle: Obstacle | null;
}

/** Whether a plan ends a temporary edit, and brings back what was before that. */
export function putsBack({ ends, made }: Plan): boolean {
  return ends !== undefined || made !== undefined;
}

/**
 * What happens when the first plan is due. An edit is made whatever the group is by then. What puts back is made only
 * if the group is what the temporary edit made it, or so already: otherwise somebody edited it, and their work is kept.
 */
export function whenDue<Planned extends Plan>({ group, isDeleted, plans }: Timetable<Planned>): Due<Planned> {
  const [first, ...later] = plans;
  const after = { group, isDeleted, plans: later };
  if (isDeleted) {
    return { ...after, plans: later.filter(({ ends }) => ends !== first.id), obstacle: 'deleted' };
  }
  if (!putsBack(first)) return { ...make(first, after), obstacle: null };
  if (isSame(group, first.made) || isSame(group, first.content)) {
    return { ...after, group: contentFor(group, first), obstacle: null };
  }
  const inherited = later.map((plan) => inherits(plan, first) ? { ...plan, content: first.content } : plan);
  const isInherited = inherited.some((plan, index) => plan !== later[index]);
  return { ...after, plans: inherited, obstacle: isInherited ? 'overlapped' : 'edited' };
}

/** An edit and, if it is temporary, what its end will put back. */
function make<Planned extends Plan>(edit: Planned, { group, isDeleted, plans }: Timetable<Planned>) {
  const next = contentFor(group, edit);
  const begun = { ends: undefined, content: group, made: next };
  return {
    group: next,
    isDeleted,
    plans: plans.map((plan) => plan.ends === edit.id ? { ...plan, ...begun } : plan),
  };
}

/**
 * Two temporary edits that overlap, the one that began first ending first: the end of the other would bring back what
 * the first had made. It inherits what was before both.
 */
function inherits(later: Plan, ended: Plan): boolean {
  return putsBack(later) && later.content !== undefined && isSame(later.content, ended.made);
}

/** The key is not a matter of edits: it stays what it is. */
function contentFor(group: RouteGroup, { content }: Plan): RouteGroup {
  return { ...content ?? group, key: group.key, version: group.version + 1 };
}

function isSame(group: RouteGroup, other: RouteGroup | undefined): boolean {
  return other !== undefined &&
    isDeepStrictEqual({ ...group, key: '', version: 0 }, { ...other, key: '', version: 0 });
}

/** A plan with what the group is before it and what it makes of it. */
export interface Foreseen<Planned extends Plan> {
  readonly plan: Planned;
  readonly before: RouteGroup;
  readonly content: RouteGroup;
  readonly obstacle: Obstacle | null;
}

/** What each plan will do if nobody does anything else meanwhile. */
export function foresee<Planned extends Plan>(timetable: Timetable<Planned>): Foreseen<Planned>[] {
  const [plan] = timetable.plans;
  if (!plan) return [];
  const { group: before } = timetable;
  const { obstacle, ...after } = whenDue(timetable);
  const content = obstacle ? plan.content ?? before : after.group;
  return [{ plan, before, content, obstacle }, ...foresee(after)];
}
