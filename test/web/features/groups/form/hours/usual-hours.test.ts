import { equal } from 'node:assert/strict';
import { changeRow, newDraft } from '../../../../../../src/web/features/groups/form/draft.ts';
import { usualHours } from '../../../../../../src/web/features/groups/form/hours/usual-hours.ts';

const OWN = 'Europe/Dublin';

Deno.test('hours begin with the clocks of the destination that got its hours last', () => {
  const hours = { ...usualHours(newDraft(), OWN), timeZone: 'Asia/Tokyo' };
  equal(usualHours(changeRow(newDraft(), 1, { hours }), OWN).timeZone, 'Asia/Tokyo');
});

Deno.test('without any, with those of the group, or of the writer when the group says nothing', () => {
  equal(usualHours({ ...newDraft(), timeZone: 'America/New_York' }, OWN).timeZone, 'America/New_York');
  equal(usualHours(newDraft(), OWN).timeZone, OWN);
});
