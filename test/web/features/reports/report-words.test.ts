import { equal } from 'node:assert/strict';
import {
  formatLength,
  percentSince,
  pointsSince,
  refusalSentence,
} from '../../../../src/web/features/reports/report-words.ts';

Deno.test('lengths are in minutes and seconds, and in hours when there are some', () => {
  equal(formatLength(125.4), '2:05');
  equal(formatLength(3600), '1:00:00');
  equal(formatLength(0.5), '0:01');
  equal(formatLength(null), '–');
});

Deno.test('a change is told when there is one', () => {
  equal(pointsSince(61.34, 60), '+1.3\u00a0pts');
  equal(pointsSince(60.01, 60), undefined);
  equal(pointsSince(60, null), undefined);
  equal(percentSince(112, 100), '+12\u00a0%');
  equal(percentSince(50, 100), '-50\u00a0%');
  equal(percentSince(5, 0), undefined);
});

Deno.test('refusals are told with their reasons, the most frequent first', () => {
  const refusals = [{ reason: 'closed', refused: 2 }, { reason: 'at_capacity', refused: 1210 }];
  equal(
    refusalSentence({ refused: 1212, lastResort: 3, refusals }),
    '1,212 refused (1,210 at a cap, 2 closed), 3 of them to the last resort.',
  );
  equal(refusalSentence({ refused: 0, lastResort: 0, refusals: [] }), undefined);
});
