import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lengthBucketOf, lengthOfBucket } from '../../src/routing/accounting/length-buckets.ts';

Deno.test('a length is told from its bucket to within a twentieth', () => {
  fc.assert(fc.property(fc.integer({ min: 1000, max: 7 * 86_400_000 }), (durationMs) => {
    const told = lengthOfBucket(lengthBucketOf(durationMs));
    assert.ok(Math.abs(told / durationMs - 1) < 0.05, `${durationMs} ms are told as ${told} ms`);
  }));
});

Deno.test('longer calls are never in an earlier bucket', () => {
  fc.assert(fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (one, other) => {
    const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
    assert.ok(lengthBucketOf(shorter) <= lengthBucketOf(longer));
  }));
  assert.deepEqual([0, 999].map(lengthBucketOf), [0, 0]);
});
