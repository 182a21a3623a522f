import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { Destination, RouteGroup } from '../../src/routing/route-group.ts';

/** A route group for tests; what a test does not care about has a plain value. */
export function routeGroup(fields: Partial<RouteGroup> = {}): RouteGroup {
  return {
    ...DEFAULT_POLICIES,
    id: 1,
    accountId: 1,
    key: '0'.repeat(31) + (fields.id ?? 1),
    version: 1,
    name: 'Support',
    balance: 'active',
    sessionTtlSeconds: 7200,
    retryWindowSeconds: 120,
    destinations: split(60, 40),
    ...fields,
  };
}

/** Destinations 1, 2, … with these percents, named A, B, …, each at `sip:a@10.0.0.1`, `sip:b@10.0.0.1`, … */
export function split(...percents: number[]): Destination[] {
  return percents.map((percent, index) => destination(index + 1, percent));
}

export function destination(id: number, percent: number, fields: Partial<Destination> = {}): Destination {
  const letter = String.fromCharCode(64 + id);
  return {
    ...DEFAULT_DESTINATION_POLICIES,
    id,
    name: letter,
    uri: `sip:${letter.toLowerCase()}@10.0.0.1`,
    basisPoints: Math.round(percent * 100),
    tier: 1,
    maxActive: null,
    state: 'enabled',
    ...fields,
  };
}
