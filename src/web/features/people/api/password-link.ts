import { askAuth } from './ask-auth.ts';

/** Has a link to set a new password mailed. The answer is the same for an address that nobody has. */
export async function requestPasswordLink({ email }: { readonly email: string }): Promise<void> {
  await askAuth('/request-password-reset', { email });
}

/** Sets the password of whom the link was made for, and signs them out everywhere. */
export async function setPasswordByLink(
  content: { readonly token: string; readonly newPassword: string },
): Promise<void> {
  await askAuth('/reset-password', content);
}
