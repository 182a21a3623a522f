import { askAuth } from './ask-auth.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Whether a code of the second factor is still to come. */
export interface SignedIn {
  readonly codeNeeded: boolean;
}

export async function signIn(credentials: Credentials): Promise<SignedIn> {
  const answer = await askAuth<{ twoFactorRedirect?: boolean }>('/sign-in/email', credentials);
  return { codeNeeded: answer.twoFactorRedirect === true };
}

/** A six-digit code comes from the authenticator, everything else is a recovery code. */
export async function verifyCode(code: string): Promise<void> {
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) await askAuth('/two-factor/verify-totp', { code: digits });
  else await askAuth('/two-factor/verify-backup-code', { code: code.trim() });
}

export async function signOut(): Promise<void> {
  await askAuth('/sign-out', {});
}
