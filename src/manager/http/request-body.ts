import { problemResponse } from './problem-response.ts';

/** The largest body we read: a group of 1000 destinations needs a fifth of it. */
export const MAX_BODY_BYTES = 1024 * 1024;

export type BodyOutcome =
  | { readonly kind: 'read'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly response: Response };

/** Reads a JSON body, or says why it can't be one: 415, 413 or 400. */
export async function readJsonBody(request: Request): Promise<BodyOutcome> {
  const mediaType = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(mediaType)) {
    return refused(wrongMediaType(mediaType));
  }
  const bytes = await readBytes(request);
  if (bytes === 'too large') return refused(tooLarge());
  if (bytes === 'broken off') {
    return refused(problemResponse('bad-request', { detail: 'The body broke off before its end.' }));
  }
  try {
    return { kind: 'read', json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch (error) {
    return refused(
      problemResponse('bad-request', { detail: `The body is not JSON: ${(error as Error).message}.` }),
    );
  }
}

/** Stops reading as soon as the body is too large, whatever its Content-Length says. */
export async function readBytes(request: Request): Promise<ArrayBuffer | 'too large' | 'broken off'> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return 'too large';
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) return 'too large';
      chunks.push(chunk);
    }
  } catch {
    return 'broken off';
  }
  return await new Blob(chunks).arrayBuffer();
}

function wrongMediaType(sent: string): Response {
  const detail = `The body must be JSON: send it with "Content-Type: application/json"${
    sent ? `, not "${sent}"` : ''
  }.`;
  return problemResponse('unsupported-media-type', { detail, headers: { accept: 'application/json' } });
}

export function tooLarge(): Response {
  return problemResponse('body-too-large', { detail: `A body has at most ${MAX_BODY_BYTES} bytes.` });
}

function refused(response: Response): BodyOutcome {
  return { kind: 'refused', response };
}
