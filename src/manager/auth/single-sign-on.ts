import { genericOAuth } from 'better-auth/plugins/generic-oauth';

/** The OpenID provider that people may sign in with. */
export interface SingleSignOn {
  /** Its issuer URL; `/.well-known/openid-configuration` below it says the rest (OpenID Connect Discovery 1.0 §4). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Whether an address counts as the person's even without `email_verified` (OpenID Connect Core 1.0 §5.1), which some
   * providers never send. Only right for a provider where nobody chooses their address: otherwise anybody there could
   * come as anybody here.
   */
  readonly trustAddresses: boolean;
}

/** The provider's name in requests: `POST /api/auth/sign-in/social` takes it. */
export const SINGLE_SIGN_ON = 'oidc';

/** Signing in with an OpenID provider. Its redirect address is `PUBLIC_URL/api/auth/callback/oidc`. */
export function singleSignOnBy({ issuer, clientId, clientSecret }: SingleSignOn, publicUrl: string) {
  return genericOAuth({
    config: [{
      providerId: SINGLE_SIGN_ON,
      discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId,
      clientSecret,
      scopes: ['openid', 'email', 'profile'],
      pkce: true,
      redirectURI: `${publicUrl}/api/auth/callback/${SINGLE_SIGN_ON}`,
    }],
  });
}
