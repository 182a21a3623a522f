import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblemOf, UnreachableError } from '../lib/fetch-json.ts';

const TRIES = 3;

/**
 * Asks again when no answer came; what the service has refused it would refuse again. `onSignedOut` hears of every
 * answer that asks for signing in.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => isProblemOf(error, 'unauthenticated') && onSignedOut();
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
}
