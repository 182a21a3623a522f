import type { ScheduledEditOutput } from '../../../../contract/scheduled-edit.ts';
import { formatMoment } from '../../../lib/format-time.ts';

/** What happens at its time. */
export function kindWords({ kind, until }: ScheduledEditOutput): string {
  if (kind === 'put back') return 'End of a temporary edit';
  return until ? 'Temporary edit' : 'Edit';
}

/** Whether its time has come, and something kept it from being made. */
export function isMissed({ effectiveAt, obstacle }: ScheduledEditOutput, now: Date): boolean {
  return obstacle !== null && new Date(effectiveAt) <= now;
}

/** What keeps it from being made, or has kept it. */
export function obstacleSentence(edit: ScheduledEditOutput, now: Date): string | undefined {
  if (edit.obstacle === null) return undefined;
  if (isMissed(edit, now)) return `This was left out: ${REASONS[edit.obstacle]}.`;
  return FORECASTS[edit.obstacle];
}

const REASONS = {
  deleted: 'the group was deleted',
  edited: 'somebody edited the group meanwhile, and their work stays',
  overlapped: 'another temporary edit was in effect',
} as const;

const FORECASTS = {
  deleted: 'This will be left out if the group is still deleted then.',
  edited: 'Somebody edited the group since: nothing will be put back, and their work stays.',
  overlapped:
    'Another temporary edit is in effect then. When that one ends, what was there before both comes back.',
} as const;

/** What happens to whatever somebody saves now, because of what comes next; undefined when nothing does. */
export function comingSentence(scheduled: readonly ScheduledEditOutput[]): string | undefined {
  const next = scheduled.find(({ obstacle }) => obstacle === null);
  if (!next) return undefined;
  return next.kind === 'edit'
    ? `This group has an edit scheduled for ${formatMoment(next.effectiveAt)}. It replaces what you save now.`
    : `A temporary edit is in effect until ${formatMoment(next.effectiveAt)}. ` +
      'If you save now, that stays, and nothing is put back.';
}

/** What cancelling takes away. */
export function cancelSentence({ kind, until }: ScheduledEditOutput): string {
  if (kind === 'put back') return 'The group then stays as it is: nothing comes back by itself.';
  return until ? 'The edit is not made, so there is nothing to put back either.' : 'The edit is not made.';
}
