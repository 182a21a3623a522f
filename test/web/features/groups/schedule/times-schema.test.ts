import { deepEqual, equal } from 'node:assert/strict';
import { timesSchema } from '../../../../../src/web/features/groups/schedule/times-schema.ts';

const NOW = new Date(2026, 11, 1, 8, 0);

/** The first fault of each field, by its name. */
function faults(effectiveAt: string, until: string): Record<string, string> {
  const { error } = timesSchema(NOW).safeParse({ effectiveAt, until });
  const found = (error?.issues ?? []).toReversed().map(({ path, message }) => [path[0], message]);
  return Object.fromEntries(found);
}

Deno.test('reads the times by the clock of the reader', () => {
  const times = timesSchema(NOW).parse({ effectiveAt: '2026-12-24T18:00', until: '2026-12-27T08:30' });
  deepEqual(times, { effectiveAt: new Date(2026, 11, 24, 18), until: new Date(2026, 11, 27, 8, 30) });
});

Deno.test('one of the two times is enough', () => {
  equal(timesSchema(NOW).parse({ effectiveAt: '2026-12-24T18:00', until: '' }).until, undefined);
  equal(timesSchema(NOW).parse({ effectiveAt: '', until: '2026-12-24T18:00' }).effectiveAt, undefined);
  deepEqual(faults('', ''), { effectiveAt: 'Enter at least one of the two times.' });
});

Deno.test('both times are yet to come, and in order', () => {
  const passed = { effectiveAt: 'This time has passed. Leave it empty to save now.' };
  deepEqual(faults('2026-12-01T08:00', ''), passed);
  deepEqual(faults('2026-12-01T08:01', ''), {});
  deepEqual(faults('', '2026-12-01T07:59'), { until: 'This time has passed.' });
  deepEqual(faults('2026-12-02T08:00', '2026-12-02T08:00'), { until: 'This must be after the other time.' });
});
