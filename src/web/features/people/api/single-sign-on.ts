import { askAuth } from './ask-auth.ts';

/** Paths of this page to come back to. */
export interface WaysBack {
  readonly callbackURL: string;
  readonly errorCallbackURL: string;
}

/** Answers where the provider's page is, on which one signs in. */
export async function startSingleSignOn(back: WaysBack): Promise<string> {
  const { url } = await askAuth<{ url: string }>('/sign-in/social', { provider: 'oidc', ...back });
  return url;
}

/** The same for somebody signed in, who from then on may come either way. */
export async function connectSingleSignOn(back: WaysBack): Promise<string> {
  const { url } = await askAuth<{ url: string }>('/link-social', { provider: 'oidc', ...back });
  return url;
}
