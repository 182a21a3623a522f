import type { GroupUse } from '../api/read-use.ts';

/** Whether nobody would notice that the group's link stops. */
export function isIdle({ inProgress, lastDay }: GroupUse): boolean {
  return inProgress === 0 && lastDay === 0;
}

/** What depends on a group, in sentences; undefined when it could not be learned. */
export function describeUse(use: GroupUse | undefined): string {
  if (!use) return 'How many calls use this group can’t be told just now.';
  return [lately(use), atPresent(use)].filter(Boolean).join(' ');
}

function lately({ lastHour, lastDay }: GroupUse): string {
  if (lastDay === 0) return 'No call used this group in the last day.';
  return `${calls(lastHour)} used this group in the last hour, ${lastDay.toLocaleString()} in the last day.`;
}

function atPresent({ inProgress }: GroupUse): string {
  if (inProgress === 0) return '';
  return inProgress === 1
    ? '1 call in progress stays until it ends.'
    : `${calls(inProgress)} in progress stay until they end.`;
}

function calls(count: number): string {
  if (count === 0) return 'No calls';
  return count === 1 ? '1 call' : `${count.toLocaleString()} calls`;
}
