import { printable } from './terminal.ts';

export interface Column {
  readonly title: string;
  /** Numbers line up at their end. */
  readonly align?: 'start' | 'end';
}

/** Rows under titles, each column as wide as its widest cell. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index]))));
  return cells.map((row) => formatRow(row, columns, widths)).join('');
}

function formatRow(row: readonly string[], columns: readonly Column[], widths: readonly number[]): string {
  const cells = row.map((cell, index) => pad(cell, widths[index], columns[index].align));
  return `${cells.join('  ').trimEnd()}\n`;
}

/** Fills a text with spaces up to a width. */
export function pad(text: string, width: number, align: Column['align'] = 'start'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'end' ? space + text : text + space;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many characters a reader sees. */
export function widthOf(text: string): number {
  return [...graphemes.segment(text)].length;
}
