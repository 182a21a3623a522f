import { API_KEY } from '../support/server.ts';

/** One answer of the REST API, taken to its end. */
export interface Answer {
  /** Until its first bytes: for a long report, the first news of how far it is. */
  readonly newsMs: number;
  readonly wholeMs: number;
  readonly text: string;
}

/** Throws when the answer is a problem, and when it is aborted. */
export async function ask(url: string, path: string, signal?: AbortSignal): Promise<Answer> {
  const start = performance.now();
  const response = await fetch(`${url}/api/v1/${path}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
    signal,
  });
  let newsMs: number | undefined;
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    newsMs ??= performance.now() - start;
    text += part;
  }
  const wholeMs = performance.now() - start;
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return { newsMs: newsMs ?? wholeMs, wholeMs, text };
}
