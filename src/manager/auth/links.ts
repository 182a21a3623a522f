/** The page of the first set-up. */
export const setupLink = (publicUrl: string, token: string): string => `${publicUrl}/setup?token=${token}`;

/** The page on which an invitation is accepted. */
export const joinLink = (publicUrl: string, token: string): string => `${publicUrl}/join?token=${token}`;

/** The page on which a new password is set. */
export const passwordLink = (publicUrl: string, token: string): string =>
  `${publicUrl}/reset-password?token=${token}`;
