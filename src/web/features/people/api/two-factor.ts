import { askAuth } from './ask-auth.ts';
import { askWithPassword } from './ask-with-password.ts';

/** What an authenticator has to know, and the codes for the day it is lost. */
export interface Enrolment {
  /** `otpauth://totp/…?secret=…`, as authenticators scan it. */
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

interface Password {
  readonly password: string;
}

/** Begins; nothing is asked at sign-in before a first code has proved that the authenticator has it. */
export function startTwoFactor(password: Password): Promise<Enrolment> {
  return askWithPassword('/two-factor/enable', password, 'password');
}

export async function confirmTwoFactor(code: string): Promise<void> {
  await askAuth('/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') });
}

export async function stopTwoFactor(password: Password): Promise<void> {
  await askWithPassword('/two-factor/disable', password, 'password');
}

/** The codes made before stop working. */
export async function renewRecoveryCodes(password: Password): Promise<readonly string[]> {
  const answer = await askWithPassword<Pick<Enrolment, 'backupCodes'>, Password>(
    '/two-factor/generate-backup-codes',
    password,
    'password',
  );
  return answer.backupCodes;
}
