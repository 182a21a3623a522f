import { createHmac } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';

/** Keeps secrets that have to be readable again. */
export interface SealedSecrets {
  seal(secret: string): Promise<string>;
  /** Throws when it was sealed in another installation. */
  open(sealed: string): Promise<string>;
}

/** Sealed by a key of their own that follows from the installation's secret, as second factors are by better-auth. */
export function createSealedSecrets(installationSecret: string): SealedSecrets {
  const key = createHmac('sha256', installationSecret).update('webhook secrets').digest('base64');
  return {
    seal: (data) => symmetricEncrypt({ key, data }),
    open: (data) => symmetricDecrypt({ key, data }),
  };
}
