import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { meQuery } from '../features/people/api/read-me.ts';
import { isProblemOf, UnreachableError } from '../lib/fetch-json.ts';

const TRIES = 3;

/**
 * Asks again when no answer came; what the service has refused it would refuse again. An answer that asks for signing
 * in has the page ask who is signed in: `onSignedOut` hears that it is nobody. Somebody without an account gets such
 * answers as well, and signing in would not help them.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const unlessSignedIn = (error: Error, isAboutMe: boolean) => {
    if (!isProblemOf(error, 'unauthenticated')) return;
    if (isAboutMe) onSignedOut();
    else void client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => unlessSignedIn(error, queryKey[0] === meQuery.queryKey[0]),
    }),
    mutationCache: new MutationCache({ onError: (error) => unlessSignedIn(error, false) }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A page on the same machine works without any network.
        networkMode: 'always',
        retry: (failures, error) => error instanceof UnreachableError && failures < TRIES,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
