import { FormError } from '../../../lib/form-faults.ts';
import { askAuth, SignInError } from './ask-auth.ts';

const faults: Readonly<Record<string, string>> = {
  INVALID_PASSWORD: 'That is not your password.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'You have no password here, as you sign in by single sign-on.',
};

/** As `askAuth`, for what wants the present password once more: a wrong one is a fault of that field. */
export async function askWithPassword<Answer, Body extends object>(
  path: string,
  body: Body,
  field: keyof Body & string,
): Promise<Answer> {
  try {
    return await askAuth<Answer>(path, body);
  } catch (error) {
    const fault = error instanceof SignInError ? faults[error.code ?? ''] : undefined;
    throw fault ? new FormError({ [field]: fault }) : error;
  }
}
