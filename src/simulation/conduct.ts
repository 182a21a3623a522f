import { standingAt } from '../routing/calendar/opening-hours.ts';
import { type Behaviour, type Conduct, SERVES_EVERY_CALL } from './scenario.ts';

/** How a destination behaves at a moment. */
export function conductAt(behaviour: Behaviour | undefined, nowMs: number): Conduct {
  if (behaviour === undefined) return SERVES_EVERY_CALL;
  const { always, during } = behaviour;
  return during.reduce(
    (conduct, each) => standingAt(each.hours, nowMs).isOpen ? { ...conduct, ...each.conduct } : conduct,
    always,
  );
}

/** When a destination may begin to behave otherwise; Infinity when it never does. */
export function conductUntilMs({ during }: Behaviour, nowMs: number): number {
  return Math.min(Infinity, ...during.map(({ hours }) => standingAt(hours, nowMs).untilMs));
}

export function isSameConduct(one: Conduct, other: Conduct): boolean {
  return (Object.keys(SERVES_EVERY_CALL) as (keyof Conduct)[]).every((field) => one[field] === other[field]);
}
