import { LATE, type Patience } from './patience.ts';

/** What became of reading a body. */
export type BodyReading =
  | { readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Larger than the limit; the rest is left unread. */
  | { readonly kind: 'too large' }
  /** Not there in time. */
  | { readonly kind: 'late' }
  /** The connection or its framing broke. */
  | { readonly kind: 'broken' };

/** The most bytes of a body that are read. Real ones have a hundred. */
export const MAX_BODY_BYTES = 65_536;

/** Reads a whole body, as long as it is small and in time. Never throws. */
export async function readBody(request: Request, patience: Patience): Promise<BodyReading> {
  const declared = request.headers.get('content-length');
  if (declared === '0') return EMPTY;
  if (declared !== null && Number(declared) > MAX_BODY_BYTES) return { kind: 'too large' };
  try {
    const bytes = await patience.wait(declared === null ? readStream(request.body) : request.bytes());
    if (bytes === LATE) return { kind: 'late' };
    return bytes === undefined ? { kind: 'too large' } : { kind: 'read', bytes };
  } catch {
    return { kind: 'broken' };
  }
}

const EMPTY: BodyReading = { kind: 'read', bytes: new Uint8Array() };

/** A body that does not say how long it is. Undefined if it is too large. */
async function readStream(body: Request['body']): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
