import assert from 'node:assert/strict';
import { createProgress } from '../../../src/cli/move/progress.ts';
import type { SourceTable } from '../../../src/cli/move/source-table.ts';

const table = (name: string, count: number): SourceTable => ({ name, columns: [], count, rows: () => [] });

Deno.test('long work says how far it is and how fast, from time to time; short work says nothing', () => {
  let nowMs = 0;
  const lines: string[] = [];
  const copied = createProgress((line) => lines.push(line), () => nowMs);
  const [short, long] = [table('member', 10), table('attempt', 1_000_000)];
  copied(short, 10);
  for (const rows of [100_000, 200_000, 300_000, 400_000, 500_000]) {
    copied(long, rows);
    nowMs += 1000;
  }
  assert.deepEqual(lines, [
    'attempt: 300000 of 1000000 rows, 150000 a second\n',
    'attempt: 500000 of 1000000 rows, 100000 a second\n',
  ]);
});
