import { deepEqual, equal } from 'node:assert/strict';
import { formatPercent, formatShare, parsePercent, percentText } from '../../../src/web/lib/percent.ts';

Deno.test('percents are read as people type them, with a comma or a point', () => {
  const typed = {
    '33.33': 3333,
    '33,33': 3333,
    '33 %': 3300,
    ' 7% ': 700,
    '.5': 50,
    '5.': 500,
    '100': 10_000,
    '0': 0,
  };
  const read = Object.fromEntries(Object.keys(typed).map((text) => [text, parsePercent(text)]));
  deepEqual(read, typed);
});

Deno.test('what is no percent is not guessed at', () => {
  for (const text of ['', ' ', '.', ',', '%', '-1', '100.01', '33.333', '1,2,3', '1e2', 'half', '٣']) {
    equal(parsePercent(text), undefined, text);
  }
});

Deno.test('percents are shown with at most two decimals and no trailing zeros', () => {
  deepEqual(
    [10_000, 3333, 3330, 50, 0].map(formatPercent),
    ['100 %', '33.33 %', '33.3 %', '0.5 %', '0 %']
      .map((text) => text.replace(' ', '\u00a0')),
  );
});

Deno.test('every percent survives being written into its cell and read again', () => {
  for (let points = 0; points <= 10_000; points += 1) equal(parsePercent(percentText(points)), points);
});

Deno.test('live shares have one decimal', () => {
  deepEqual([formatShare(1, 3), formatShare(2, 3), formatShare(5, 5)], ['33.3', '66.7', '100.0']);
});
