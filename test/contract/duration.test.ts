import { deepEqual, equal } from 'node:assert/strict';
import { formatAge, formatDuration, parseDuration } from '../../src/contract/duration.ts';

Deno.test('durations are said in the largest unit that fits', () => {
  const said = [7200, 5400, 120, 125, 86_400, 0].map((seconds) =>
    formatDuration(seconds).replace('\u00a0', ' ')
  );
  deepEqual(said, ['2 h', '90 min', '2 min', '125 s', '1 d', '0 s']);
});

Deno.test('durations are read with and without their unit', () => {
  deepEqual(['2 h', '90min', '90 m', '1,5 h', '120', '1 d'].map(parseDuration), [
    7200,
    5400,
    5400,
    5400,
    120,
    86_400,
  ]);
});

Deno.test('what is no duration is not guessed at', () => {
  for (const text of ['', 'soon', '-5', '2 weeks', '1 h 30 min']) equal(parseDuration(text), undefined, text);
});

Deno.test('a duration that was shown reads as it was', () => {
  for (const seconds of [0, 1, 59, 60, 61, 3600, 3661, 604_800]) {
    equal(parseDuration(formatDuration(seconds)), seconds);
  }
});

Deno.test('says an age in one or two units', () => {
  const ages: [seconds: number, text: string][] = [
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h 0 min'],
    [6900, '1 h 55 min'],
    [86_399, '23 h 59 min'],
    [183_600, '2 d 3 h'],
  ];
  for (const [seconds, text] of ages) equal(formatAge(seconds).replaceAll('\u00a0', ' '), text);
});
