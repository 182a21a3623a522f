import type { SourceTable } from './source-table.ts';

/** How often people hear of work that takes long. */
const EVERY_MS = 2000;

/** Tells from time to time how far a table is, and how fast. `now` is in milliseconds. */
export function createProgress(
  note: (line: string) => void,
  now: () => number,
): (table: SourceTable, rows: number) => void {
  let told = { name: '', rows: 0, atMs: now() };
  return ({ name, count }, rows) => {
    const atMs = now();
    if (name !== told.name) told = { name, rows: 0, atMs };
    if (atMs - told.atMs < EVERY_MS) return;
    const perSecond = Math.round((rows - told.rows) / (atMs - told.atMs) * 1000);
    note(`${name}: ${rows} of ${count} rows, ${perSecond} a second\n`);
    told = { name, rows, atMs };
  };
}
