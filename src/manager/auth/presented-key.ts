/** Longer ones are no keys of anybody, and are not worth hashing. */
const LONGEST_KEY = 512;

/** The API key that a request carries: `Authorization: Bearer KEY` (RFC 6750 §2.1) or `X-Api-Key: KEY`. */
export function presentedKey(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  const key = bearer ?? headers.get('x-api-key')?.trim();
  return key && key.length <= LONGEST_KEY ? key : undefined;
}
