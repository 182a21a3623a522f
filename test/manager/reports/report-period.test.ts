import assert from 'node:assert/strict';
import type { ReportPeriod, ReportUnit } from '../../../src/contract/report.ts';
import {
  askedSpan,
  isoOfMinute,
  localTime,
  namedSpan,
  partsOf,
  roughlyParts,
  spanBefore,
} from '../../../src/manager/reports/report-period.ts';

const NEW_YORK = 'America/New_York';
const KATHMANDU = 'Asia/Kathmandu';

const minute = (iso: string) => Date.parse(iso) / 60_000;
const span = (from: string, to: string) => ({ from: minute(from), to: minute(to) });
const lengths = (from: string, to: string, unit: ReportUnit, timeZone: string) =>
  [...partsOf(span(from, to), unit, timeZone)].map((part) => part.to - part.from);

Deno.test('days are as long as the clocks make them', () => {
  assert.deepEqual(lengths('2026-03-07T05:00Z', '2026-03-10T04:00Z', 'day', NEW_YORK), [1440, 1380, 1440]);
  assert.deepEqual(lengths('2026-10-31T04:00Z', '2026-11-03T05:00Z', 'day', NEW_YORK), [1440, 1500, 1440]);
});

Deno.test('a day on which the clocks go forward has 23 hours, and one on which they go back 25', () => {
  const forward = lengths('2026-03-08T05:00Z', '2026-03-09T04:00Z', 'hour', NEW_YORK);
  const back = lengths('2026-11-01T04:00Z', '2026-11-02T05:00Z', 'hour', NEW_YORK);
  assert.deepEqual([forward.length, back.length], [23, 25]);
  assert.deepEqual([...new Set([...forward, ...back])], [60]);
});

Deno.test('hours begin where the clocks show a full one', () => {
  const hours = [...partsOf(span('2026-06-30T12:00Z', '2026-06-30T15:00Z'), 'hour', KATHMANDU)];
  assert.deepEqual(hours.map(({ from }) => localTime(from, KATHMANDU)), [
    '2026-06-30T17:45:00+05:45',
    '2026-06-30T18:00:00+05:45',
    '2026-06-30T19:00:00+05:45',
    '2026-06-30T20:00:00+05:45',
  ]);
});

Deno.test('an hour is shorter or longer where clocks move by half of one', () => {
  const day = lengths('2026-04-04T13:00Z', '2026-04-05T13:30Z', 'hour', 'Australia/Lord_Howe');
  assert.equal(day.reduce((sum, each) => sum + each, 0), 24 * 60 + 30);
  assert.deepEqual(day.filter((length) => length !== 60), [90]);
});

Deno.test('parts are cut at both ends, and leave nothing out', () => {
  assert.deepEqual(lengths('2026-06-30T12:20Z', '2026-06-30T14:10Z', 'hour', 'UTC'), [40, 60, 10]);
  assert.deepEqual(lengths('2026-06-30T12:20Z', '2026-06-30T12:23Z', 'minute', 'UTC'), [1, 1, 1]);
  assert.deepEqual(lengths('2026-06-30T12:20Z', '2026-06-30T12:20Z', 'total', 'UTC'), []);
  assert.equal(roughlyParts(span('2026-06-30T12:20Z', '2026-06-30T14:10Z'), 'hour'), 2);
});

const named: [ReportPeriod, string, string, string][] = [
  ['last-hour', 'UTC', '2026-11-26T14:20:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['last-24-hours', NEW_YORK, '2026-11-25T15:20:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['today', NEW_YORK, '2026-11-26T05:00:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['today', KATHMANDU, '2026-11-25T18:15:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['yesterday', KATHMANDU, '2026-11-24T18:15:00.000Z', '2026-11-25T18:15:00.000Z'],
  ['last-7-days', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['last-30-days', NEW_YORK, '2026-10-28T04:00:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['this-month', NEW_YORK, '2026-11-01T04:00:00.000Z', '2026-11-26T15:20:00.000Z'],
  ['last-month', NEW_YORK, '2026-10-01T04:00:00.000Z', '2026-11-01T04:00:00.000Z'],
];

for (const [period, timeZone, from, to] of named) {
  Deno.test(`${period} in ${timeZone} follows its clocks`, () => {
    const found = namedSpan(period, timeZone, minute('2026-11-26T15:20Z'));
    assert.deepEqual([isoOfMinute(found.from), isoOfMinute(found.to)], [from, to]);
  });
}

Deno.test('the time before whole days is as many whole days, however long they are', () => {
  const weekOfChange = span('2026-10-30T04:00Z', '2026-11-06T05:00Z');
  assert.deepEqual(spanBefore(weekOfChange, NEW_YORK), span('2026-10-23T04:00Z', '2026-10-30T04:00Z'));
  assert.deepEqual(
    spanBefore(span('2026-11-02T05:00Z', '2026-11-03T05:00Z'), NEW_YORK),
    span('2026-11-01T04:00Z', '2026-11-02T05:00Z'),
  );
});

Deno.test('the time before a day so far is the day before until the same time of day', () => {
  assert.deepEqual(
    spanBefore(span('2026-11-01T04:00Z', '2026-11-01T15:20Z'), NEW_YORK),
    span('2026-10-31T04:00Z', '2026-10-31T14:20Z'),
  );
  assert.deepEqual(
    spanBefore(span('2026-11-20T00:00Z', '2026-11-26T15:20Z'), 'UTC'),
    span('2026-11-13T00:00Z', '2026-11-19T15:20Z'),
  );
});

Deno.test('the time before any other time is as long', () => {
  assert.deepEqual(
    spanBefore(span('2026-11-01T15:00Z', '2026-11-01T16:30Z'), NEW_YORK),
    span('2026-11-01T13:30Z', '2026-11-01T15:00Z'),
  );
});

const PRESENT = minute('2026-11-26T15:20Z');
const asked = (from: string, to?: string, timeZone = 'UTC') => askedSpan({ from, to, timeZone }, PRESENT);
const isSpan = (from: string, to: string) => ({ kind: 'span', span: span(from, to) });

Deno.test('a report ends with the last complete minute, and takes whole minutes', () => {
  assert.deepEqual(
    asked('2026-11-26T15:00:59Z', '2026-11-26T15:10:01Z'),
    isSpan('2026-11-26T15:00Z', '2026-11-26T15:11Z'),
  );
  assert.deepEqual(
    asked('2026-11-26T15:00:00Z', '2026-12-26T00:00:00Z'),
    isSpan('2026-11-26T15:00Z', '2026-11-26T15:20Z'),
  );
  assert.deepEqual(asked('2026-11-26T16:00:00+01:00'), isSpan('2026-11-26T15:00Z', '2026-11-26T15:20Z'));
  assert.equal(asked('2026-11-26T15:21:00Z').kind, 'fault');
});

Deno.test('days and times without an offset are those of the time zone', () => {
  assert.deepEqual(
    asked('2026-11-01', '2026-11-02', NEW_YORK),
    isSpan('2026-11-01T04:00Z', '2026-11-02T05:00Z'),
  );
  assert.deepEqual(
    asked('2026-11-01T09:30', '2026-11-01T10:00', KATHMANDU),
    isSpan('2026-11-01T03:45Z', '2026-11-01T04:15Z'),
  );
  assert.deepEqual(
    asked('2026-03-08T02:30', '2026-03-08T04:00', NEW_YORK),
    isSpan('2026-03-08T07:30Z', '2026-03-08T08:00Z'),
    'the clocks skip half past two',
  );
});
