import { UnreachableError } from '../../../lib/fetch-json.ts';

/** Signing in was refused. What it says never tells whether an address or a password was the wrong one. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

/**
 * Asks the part of the service that signs people in, whose answers are no problem details.
 * Throws `SignInError` or `UnreachableError`.
 */
export async function askAuth<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause) => {
    throw new UnreachableError({ cause });
  });
  if (response.status === 429) throw new SignInError(waitSentence(response.headers.get('retry-after')));
  if (response.status >= 500) throw new UnreachableError();
  if (!response.ok) throw new SignInError('That is not right. Check what you entered and try again.');
  return await response.json();
}

function waitSentence(retryAfter: string | null): string {
  const seconds = Number(retryAfter ?? 60);
  return `Too many tries. Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then try again.`;
}
