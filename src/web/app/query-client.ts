import { QueryClient } from '@tanstack/react-query';
import { UnreachableError } from '../lib/fetch-json.ts';

const TRIES = 3;

/** Asks again when no answer came; what the service has refused it would refuse again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
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
