import { problemResponse } from '../../http/problem-response.ts';
import type { ClientAddressOf } from '../client-address.ts';
import type { RateLimiter, RateRule } from '../rate-limiter.ts';

/** As with better-auth's own endpoints that take a secret. */
const RULE: RateRule = { window: 60, max: 10 };

/** Answers a request that tries a secret, unless its address has tried too many in the last minute. */
export type RateLimited = (
  what: string,
  request: Request,
  work: () => Promise<Response>,
) => Promise<Response>;

export function createRateLimited(limiter: RateLimiter, clientAddressOf: ClientAddressOf): RateLimited {
  return async (what, request, work) => {
    const { allowed, retryAfter } = await limiter.consume(`${clientAddressOf(request)}|${what}`, RULE);
    if (allowed) return await work();
    return problemResponse('too-many-requests', {
      detail: `Wait ${retryAfter} seconds, then try again.`,
      headers: { 'retry-after': String(retryAfter) },
    });
  };
}
