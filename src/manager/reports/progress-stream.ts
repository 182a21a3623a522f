import type { Report, ReportLine } from '../../contract/report.ts';
import type { Log } from '../../log.ts';

/**
 * A report under way as lines of JSON: how far it is, again and again, then the report. Whoever leaves ends the work. What
 * fails when the answer has begun can be said only in it.
 */
export function progressStream(reading: AsyncGenerator<number, Report>, log: Log): Response {
  const body = ReadableStream.from(linesOf(reading, log)).pipeThrough(new TextEncoderStream());
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}

async function* linesOf(reading: AsyncGenerator<number, Report>, log: Log): AsyncGenerator<string> {
  const line = (value: ReportLine) => `${JSON.stringify(value)}\n`;
  try {
    while (true) {
      const { done, value } = await reading.next();
      if (done) return yield line({ report: value });
      yield line({ done: value });
    }
  } catch (error) {
    log.error('A report failed.', { error: error instanceof Error ? error.stack : String(error) });
    yield line({ failed: 'The report could not be read to its end. Try again.' });
  } finally {
    await reading.return(undefined as never);
  }
}
