import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { apportion } from '../../../src/web/lib/apportion.ts';

Deno.test('a hundred percent over three is 33.34, 33.33, 33.33', () => {
  deepEqual(apportion([1, 1, 1], 10_000), [3334, 3333, 3333]);
});

Deno.test('proportions are kept and the sum is always exact', () => {
  const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 }).filter((all) =>
    all.some((w) => w > 0)
  );
  fc.assert(fc.property(weights, (given) => {
    const parts = apportion(given, 10_000)!;
    const whole = given.reduce((sum, weight) => sum + weight);
    equal(parts.reduce((sum, part) => sum + part), 10_000);
    // The largest-remainder method never leaves a part a whole unit from its quota (the quota rule).
    for (const [index, weight] of given.entries()) ok(Math.abs(parts[index] - (weight * 10_000) / whole) < 1);
  }));
});

Deno.test('nothing can be divided in proportion to nothing', () => {
  equal(apportion([0, 0], 10_000), undefined);
  equal(apportion([], 10_000), undefined);
});
