import type { Row } from './source-table.ts';

/** Some rows, as a JSON array. */
export interface Page {
  readonly json: string;
  readonly count: number;
}

/** What one statement takes. A version of a large group alone can have 100,000 characters. */
const MOST_ROWS = 5000;
const MOST_CHARACTERS = 1_000_000;

/** The rows in pages of a size that one statement takes, at least one row in each. */
export function* pagesOf(rows: Iterable<Row>): Generator<Page> {
  let texts: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    texts.push(text);
    characters += text.length;
    if (texts.length < MOST_ROWS && characters < MOST_CHARACTERS) continue;
    yield pageOf(texts);
    texts = [];
    characters = 0;
  }
  if (texts.length > 0) yield pageOf(texts);
}

function pageOf(texts: readonly string[]): Page {
  return { json: `[${texts.join()}]`, count: texts.length };
}
