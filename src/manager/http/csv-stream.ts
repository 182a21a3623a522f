import { csvRecord } from '../audit/csv.ts';

/** RFC 7111 and RFC 4180 §3: its first line names the columns. */
const CSV = 'text/csv; charset=utf-8; header=present';

/** Spreadsheets take a file for UTF-8 when it begins with this; programs that read it skip it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A file of comma-separated values whose pages, each of some records, are read as fast as they are taken. The first is
 * read before the answer begins, so that what fails at once is told as a problem. To HEAD, which wants none and would
 * never take them, no page is read.
 */
export async function csvResponse(
  method: string,
  { name, columns, pages }: {
    readonly name: string;
    readonly columns: readonly string[];
    readonly pages: () => AsyncGenerator<string, unknown>;
  },
): Promise<Response> {
  const headers = { 'content-type': CSV, 'content-disposition': `attachment; filename="${name}"` };
  if (method === 'HEAD') return new Response(null, { headers });
  const reading = pages();
  const { value: first, done } = await reading.next();
  const text = following(BYTE_ORDER_MARK + csvRecord(columns) + (done ? '' : first), reading);
  return new Response(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), { headers });
}

async function* following(first: string, pages: AsyncGenerator<string, unknown>) {
  try {
    yield first;
    yield* pages;
  } finally {
    await pages.return(undefined);
  }
}
