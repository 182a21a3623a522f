import type { AuthContext } from 'better-auth';

export interface NewUser {
  /** In small letters. */
  readonly email: string;
  readonly name: string;
  /** By `hashPassword`, before the transaction: hashing is slow on purpose. */
  readonly passwordHash: string;
  /** Whether the person behind the address is known for sure; single sign-on joins such users by their address. */
  readonly emailVerified: boolean;
}

/** Makes a user who signs in with a password. Part of the transaction around it. Answers the user's id. */
export async function addUser(
  { internalAdapter }: Pick<AuthContext, 'internalAdapter'>,
  { email, name, passwordHash, emailVerified }: NewUser,
): Promise<string> {
  const { id } = await internalAdapter.createUser({ email, name, emailVerified }, {
    method: 'email-password',
  });
  await internalAdapter.linkAccount({
    userId: id,
    accountId: id,
    providerId: 'credential',
    password: passwordHash,
  });
  return id;
}
