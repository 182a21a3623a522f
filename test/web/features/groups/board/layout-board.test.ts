import { deepEqual, equal, ok } from 'node:assert/strict';
import { layoutBoard } from '../../../../../src/web/features/groups/board/layout-board.ts';

const WALL = { width: 1420, height: 920 };

Deno.test('one group fills the board, in type as large as fits', () => {
  const { columns, rows, em } = layoutBoard(WALL, 1, 3);
  deepEqual([columns, rows], [1, 1]);
  ok(em > 50, `${em}`);
});

Deno.test('few groups share it, all of them on one page', () => {
  for (const groups of [2, 3, 4]) {
    const { columns, rows, em } = layoutBoard(WALL, groups, 3);
    ok(columns * rows >= groups && columns * rows < groups + 2, `${columns} × ${rows} for ${groups}`);
    ok(em >= 18);
  }
});

Deno.test('type never gets too small to be read: what does not fit is on further pages', () => {
  const crowded = layoutBoard(WALL, 1000, 4);
  deepEqual(crowded, layoutBoard(WALL, 100, 4));
  ok(crowded.em >= 18, `${crowded.em}`);
  ok(crowded.columns * crowded.rows >= 4);
});

Deno.test('type grows with the screen', () => {
  const twice = layoutBoard({ width: 2840, height: 1840 }, 1000, 4);
  const { em, ...grid } = layoutBoard(WALL, 1000, 4);
  deepEqual(twice, { ...grid, em: twice.em });
  equal(Math.round(twice.em / em), 2);
});

Deno.test('every panel fits into its part of the board', () => {
  for (const width of [700, 1000, 1420, 3000]) {
    for (const height of [300, 600, 920, 2000]) {
      for (const groups of [1, 5, 40]) {
        const { columns, rows, em } = layoutBoard({ width, height }, groups, 6);
        ok(columns * 27 * em <= width + 1 && rows * 18 * em <= height + 1, `${width} × ${height}, ${groups}`);
      }
    }
  }
});

Deno.test('a phone has one column that is scrolled', () => {
  const { columns, rows, isScrolled } = layoutBoard({ width: 340, height: 0 }, 3, 3);
  deepEqual([columns, rows, isScrolled], [1, 3, true]);
  equal(layoutBoard({ width: 340, height: 0 }, 500, 3).rows, 8);
});

Deno.test('a board that has not been measured has a layout all the same', () => {
  deepEqual(layoutBoard({ width: 0, height: 0 }, 0, 1).columns, 1);
});
