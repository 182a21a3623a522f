import { deepEqual, equal } from 'node:assert/strict';
import { levelOf, type LevelPart, levelSentence, liveFigures } from '../../../src/web/ui/level-line/level.ts';

const part = (name: string, basisPoints: number, calls?: number): LevelPart => ({
  key: name,
  name,
  basisPoints,
  calls,
  colour: 1,
});

Deno.test('live marks sit on the borders when traffic is fair', () => {
  const { widths, marks } = levelOf([
    part('Boston', 6000, 6),
    part('Denver', 3000, 3),
    part('Austin', 1000, 1),
  ]);
  deepEqual(widths, [60, 30, 10]);
  deepEqual(marks, [60, 90]);
});

Deno.test('a mark strays to where the live shares divide the bar', () => {
  deepEqual(levelOf([part('Boston', 5000, 3), part('Denver', 5000, 1)]).marks, [75]);
});

Deno.test('nothing is marked while no call is live', () => {
  deepEqual(levelOf([part('Boston', 5000, 0), part('Denver', 5000)]).marks, []);
});

Deno.test('missing percents leave a piece of the bar empty', () => {
  const { widths, missing, surplusFrom } = levelOf([part('Boston', 5000), part('Denver', 2500)]);
  deepEqual({ widths, missing, surplusFrom }, { widths: [50, 25], missing: 25, surplusFrom: undefined });
});

Deno.test('percents beyond 100 shrink the bar and show where 100 ends', () => {
  const { widths, missing, surplusFrom } = levelOf([part('Boston', 10_000), part('Denver', 2500)]);
  deepEqual({ widths, missing, surplusFrom }, { widths: [80, 20], missing: 0, surplusFrom: 80 });
});

Deno.test('few destinations show each live share, many how far the worst strays', () => {
  equal(liveFigures([part('Boston', 6000, 119), part('Denver', 4000, 81)]), '59.5 / 40.5');
  equal(
    liveFigures([part('A', 2500, 30), part('B', 2500, 20), part('C', 2500, 26), part('D', 2500, 24)]),
    '±5.0',
  );
  equal(liveFigures([part('Boston', 6000, 0)]), undefined);
});

Deno.test('the picture is also a sentence', () => {
  const parts = [part('Boston', 6000, 3), { ...part('Denver', 4000, 1), state: 'draining' as const }];
  equal(
    levelSentence(parts).replaceAll('\u00a0', ' '),
    'Boston 60 %, live 75.0 %; Denver 40 %, draining, live 25.0 %.',
  );
});
