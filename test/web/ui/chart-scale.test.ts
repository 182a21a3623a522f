import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { areaOf, heightsOf, labelledColumns, ticksTo } from '../../../src/web/ui/chart/scale.ts';

Deno.test('the lines of a chart are at round values, and the last is not below the highest', () => {
  deepEqual(ticksTo(118), [0, 50, 100, 150]);
  deepEqual(ticksTo(10), [0, 5, 10]);
  deepEqual(ticksTo(0.07), [0, 0.05, 0.1]);
  deepEqual(ticksTo(0), [0, 1]);
  fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (highest) => {
    const ticks = ticksTo(highest);
    ok(ticks.at(-1)! >= highest * (1 - 1e-9));
    ok(ticks.length >= 2 && ticks.length <= 5, String(ticks));
  }));
});

Deno.test('times are written below as many columns as there is room for', () => {
  deepEqual(labelledColumns(24, 5), [0, 5, 10, 15, 20]);
  deepEqual(labelledColumns(3, 8), [0, 1, 2]);
  deepEqual(labelledColumns(3, 0), [0]);
});

Deno.test('parts of a column stand on top of each other', () => {
  const series = [
    { name: 'Boston', colour: 'red', values: [1, 0] },
    { name: 'Denver', colour: 'blue', values: [3, 2] },
  ];
  deepEqual(heightsOf(series, 2), [4, 2]);
  equal(areaOf(series, 0, 4, 0), 'M0 1V0.75H0.5V1Z');
  equal(areaOf(series, 1, 4, 0), 'M0 0.75V0H0.5V0.75ZM0.5 1V0.5H1V1Z');
});
