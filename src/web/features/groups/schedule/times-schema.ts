import { z } from 'zod';
import { readLocalTime } from '../../../lib/local-time.ts';

const localTime = z.string().transform(readLocalTime);

/** The two times of a scheduled edit as they are typed. At least one is given, both are yet to come, and in order. */
export function timesSchema(now: Date) {
  const isPast = (time: Date | undefined) => time !== undefined && time <= now;
  return z.object({ effectiveAt: localTime, until: localTime }).superRefine(
    ({ effectiveAt, until }, context) => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message });
      if (!effectiveAt && !until) fault('effectiveAt', 'Enter at least one of the two times.');
      if (isPast(effectiveAt)) fault('effectiveAt', 'This time has passed. Leave it empty to save now.');
      if (isPast(until)) fault('until', 'This time has passed.');
      else if (effectiveAt && until && until <= effectiveAt) {
        fault('until', 'This must be after the other time.');
      }
    },
  );
}
