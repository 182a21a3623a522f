import { deepEqual } from 'node:assert/strict';
import { describeLimits } from '../../../../../src/web/features/groups/states/describe-limits.ts';

const limit = { shared: null, per: null, used: 38, most: 50, until: null };

Deno.test('what is used of a cap is said beside the cap', () => {
  deepEqual(describeLimits([limit, { ...limit, per: 'day', used: 412, most: 1000 }]), [
    '38 of 50 in progress',
    '412 of 1,000 today',
  ]);
  deepEqual(describeLimits([]), []);
});

Deno.test('what destinations use together stands behind the name of their cap', () => {
  deepEqual(
    describeLimits([
      limit,
      { ...limit, shared: 'Vendor X', used: 3 },
      { ...limit, shared: 'Vendor X', per: 'month', used: 7 },
      { ...limit, shared: 'Vendor Y', per: 'hour', used: 0 },
    ]),
    [
      '38 of 50 in progress',
      'Vendor X: 3 of 50 in progress, 7 of 50 this month',
      'Vendor Y: 0 of 50 this hour',
    ],
  );
});
