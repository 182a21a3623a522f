import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, in 43 characters that need no escaping in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What we store of a token. One round of SHA-256 is enough: a token is too long to be guessed from its hash,
 * unlike a password.
 */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
