import { equal } from 'node:assert/strict';
import { describeUse, isIdle } from '../../../../../src/web/features/groups/link-stop/describe-use.ts';

const IDLE = { inProgress: 0, lastHour: 0, lastDay: 0 };

Deno.test('says how many calls used a group lately', () => {
  equal(
    describeUse({ ...IDLE, lastHour: 42, lastDay: 310 }),
    '42 calls used this group in the last hour, 310 in the last day.',
  );
  equal(
    describeUse({ ...IDLE, lastHour: 1, lastDay: 1 }),
    '1 call used this group in the last hour, 1 in the last day.',
  );
  equal(
    describeUse({ ...IDLE, lastDay: 7 }),
    'No calls used this group in the last hour, 7 in the last day.',
  );
  equal(describeUse(IDLE), 'No call used this group in the last day.');
});

Deno.test('says what becomes of calls in progress', () => {
  equal(
    describeUse({ ...IDLE, inProgress: 1 }),
    'No call used this group in the last day. 1 call in progress stays until it ends.',
  );
  equal(
    describeUse({ inProgress: 3, lastHour: 4, lastDay: 5 }),
    '4 calls used this group in the last hour, 5 in the last day. 3 calls in progress stay until they end.',
  );
});

Deno.test('says so when the use of a group could not be learned', () =>
  equal(describeUse(undefined), 'How many calls use this group can’t be told just now.'));

Deno.test('a group is idle only without calls in the last day and without calls in progress', () => {
  equal(isIdle(IDLE), true);
  equal(isIdle({ ...IDLE, lastDay: 1 }), false);
  equal(isIdle({ ...IDLE, inProgress: 1 }), false);
});
