import { WEEKDAYS } from '../../../../../routing/calendar/wall-clock.ts';
import type { Draft } from '../draft.ts';
import type { HoursDraft, RangeDraft } from '../policy-drafts.ts';

const WORKDAYS = WEEKDAYS.slice(0, 5);

export const OFFICE_HOURS: RangeDraft = { days: WORKDAYS, from: '08:00', to: '18:00' };

/** What people begin with. */
export const presets: readonly { readonly label: string; readonly open: readonly RangeDraft[] }[] = [
  { label: 'Mon–Fri 8–18', open: [OFFICE_HOURS] },
  { label: 'Mon–Sat 8–20', open: [{ days: WEEKDAYS.slice(0, 6), from: '08:00', to: '20:00' }] },
  { label: 'Every day 8–22', open: [{ days: WEEKDAYS, from: '08:00', to: '22:00' }] },
  { label: 'Mon–Fri day and night', open: [{ days: WORKDAYS, from: '00:00', to: '24:00' }] },
];

/**
 * The hours to begin with: office hours by the clocks of the destination that got its hours last, or of the group. A
 * group that says nothing has UTC, which is nobody's office: then by those of whoever writes.
 */
export function usualHours({ destinations, timeZone }: Draft, ownTimeZone: string): HoursDraft {
  const others = destinations.flatMap(({ hours }) => hours?.timeZone ?? []);
  return {
    timeZone: others.at(-1) ?? (timeZone === 'UTC' ? ownTimeZone : timeZone),
    open: [OFFICE_HOURS],
    closed: '',
  };
}
