import { askWithPassword } from './ask-with-password.ts';
import { switchAccount } from './switch-account.ts';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Changes one's own password and signs every other device out. */
export async function changePassword(change: PasswordChange, account: number | undefined): Promise<void> {
  await askWithPassword('/change-password', change, 'currentPassword');
  // The service opens a new session, which does not know the account that one works in.
  if (account !== undefined) await switchAccount(account);
}
