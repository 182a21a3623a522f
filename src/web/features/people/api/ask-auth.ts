import { ProblemError, UnreachableError } from '../../../lib/fetch-json.ts';

/** Signing in was refused. What it says never tells whether an address or a password was the wrong one. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  /** `code` is what the service calls the reason. */
  constructor(message: string, readonly code?: string) {
    super(message);
  }
}

/**
 * Asks the part of the service that signs people in, whose answers are no problem details.
 * Throws `SignInError`, `UnreachableError`, or, when nobody is signed in who would have to be, `ProblemError`.
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
  const answer = await response.json().catch((cause) => {
    throw new UnreachableError({ cause });
  });
  if (!response.ok) throw refusal(answer?.code);
  return answer;
}

const WRONG = 'The e-mail address or the password is wrong.';
const REFUSED = 'That is not right. Check what you entered and try again.';

/** Refusals with a way out of their own. */
const sentences: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: WRONG,
  INVALID_EMAIL: WRONG,
  INVALID_CODE: 'That code does not fit. Codes change every 30 seconds: take the one shown now.',
  INVALID_BACKUP_CODE: 'That recovery code does not fit. Each works once.',
  INVALID_TWO_FACTOR_COOKIE: 'That took too long. Load this page again and start with your password.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE:
    'Too many wrong codes. Load this page again and start with your password.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait 15 minutes, then try again.',
  INVALID_TOKEN: 'This link was used before, or it is too old. Ask for a new one.',
};

function refusal(code: string | undefined): Error {
  if (code === 'UNAUTHORIZED') {
    return new ProblemError({
      type: 'unauthenticated',
      title: 'You are signed out. Sign in again.',
      status: 401,
    });
  }
  return new SignInError(sentences[code ?? ''] ?? REFUSED, code);
}

function waitSentence(retryAfter: string | null): string {
  const seconds = Number(retryAfter ?? 60);
  return `Too many tries. Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then try again.`;
}
