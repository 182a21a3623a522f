import { withDefaults } from '../../src/routing/default-policies.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { WHOLE } from '../../src/routing/route-group.ts';
import { exponential, type Random } from './random.ts';

/** Basis points that sum to 10000, as close to these weights as whole numbers allow (largest remainder). */
export function basisPointsOf(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (WHOLE * weight) / sum);
  const points = exact.map(Math.floor);
  const missing = WHOLE - points.reduce((total, point) => total + point, 0);
  const byRemainder = exact.map((_, index) => index)
    .sort((a, b) => exact[b] - points[b] - (exact[a] - points[a]) || a - b);
  for (const index of byRemainder.slice(0, missing)) points[index] += 1;
  return points;
}

/** Shares that fall as 1, 1/2, 1/3, …: what real groups with a few large and many small destinations look like. */
export function zipf(count: number): number[] {
  return basisPointsOf(Array.from({ length: count }, (_, index) => 1 / (index + 1)));
}

/** Shares drawn evenly from all that are possible (a flat Dirichlet), none of them 0. */
export function randomShares(count: number, random: Random): number[] {
  const shares = basisPointsOf(Array.from({ length: count }, () => exponential(random)));
  const largest = shares.indexOf(Math.max(...shares));
  shares.forEach((share, index) => {
    if (share > 0) return;
    shares[index] += 1;
    shares[largest] -= 1;
  });
  return shares;
}

/** A group of destinations with these shares; `caps` are the most calls in progress, by position. */
export function groupOf(
  shares: readonly number[],
  fields: Partial<RouteGroup> = {},
  caps: readonly (number | null)[] = [],
): RouteGroup {
  return withDefaults({
    id: 1,
    accountId: 1,
    key: '0'.repeat(32),
    version: 1,
    name: 'Benchmark',
    balance: 'active',
    sessionTtlSeconds: 7200,
    retryWindowSeconds: 120,
    destinations: shares.map((basisPoints, index) => ({
      id: index + 1,
      name: `Destination ${index + 1}`,
      uri: `sip:${index + 1}@example.com`,
      basisPoints,
      tier: 1,
      maxActive: caps[index] ?? null,
      state: 'enabled',
    })),
    ...fields,
  });
}

export const FOUR = [4000, 3000, 2000, 1000];

/** One large share and four tiny ones. */
export const TINY = [9800, 50, 50, 50, 50];

/** Found by search: on these shares the plain largest deficit strays furthest. */
export const ADVERSARIAL = [
  ...[3781, 1758, 1477, 915, 502, 386, 382, 355, 153, 66, 46, 33],
  ...[33, 29, 22, 19, 11, 9, 7, 5, 5, 3, 2, 1],
];
