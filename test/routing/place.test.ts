import assert from 'node:assert/strict';
import type { Chain } from '../../src/routing/chain.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import { placeCall } from '../../src/routing/place.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

const FIRST: Chain = { tried: [], number: 1 };

function place(fields: Partial<RouteGroup>, chain = FIRST) {
  return placeCall(openLedger(routeGroup(fields)), { attemptId: 1, session: 's', chain }, 1000);
}

Deno.test('a chain with as many attempts as the group allows is exhausted, whoever is free', () => {
  const fields = { destinations: split(40, 30, 30), maxAttempts: 2 };
  assert.equal(place(fields, { tried: [1], number: 2 }).kind, 'placed');
  assert.deepEqual(place(fields, { tried: [1, 2], number: 3 }), {
    kind: 'refused',
    reason: 'exhausted',
    untilMs: null,
    lastResort: null,
  });
  assert.equal(place({ ...fields, maxAttempts: null }, { tried: [1, 2], number: 3 }).kind, 'placed');
});

Deno.test('gives the last resort when no destination is eligible, whatever the reason', () => {
  const lastResort = 'tel:+16177123000';
  const off = place({ destinations: [destination(1, 100, { state: 'disabled' })], lastResort });
  assert.deepEqual(off, { kind: 'refused', reason: 'no_destination', untilMs: null, lastResort });
  const tried = place({ lastResort }, { tried: [1, 2], number: 3 });
  assert.deepEqual(tried, { kind: 'refused', reason: 'exhausted', untilMs: null, lastResort });
  const counted = place({ lastResort, maxAttempts: 1 }, { tried: [1], number: 2 });
  assert.deepEqual(counted, { kind: 'refused', reason: 'exhausted', untilMs: null, lastResort });
});

Deno.test('rings nobody, not even the last resort, after a terminal outcome', () => {
  const chain: Chain = { tried: [1], number: 2, endedBy: 'declined' };
  assert.deepEqual(place({ lastResort: 'tel:+16177123000' }, chain), {
    kind: 'refused',
    reason: 'exhausted',
    untilMs: null,
    lastResort: null,
  });
});

Deno.test('an attempt is due when its session is given up, or when its holding time is over', () => {
  const dueAfter = (fields: Partial<RouteGroup>) => {
    const placement = place(fields);
    return placement.kind === 'placed' && placement.attempt.expiresAtMs - placement.attempt.openedAtMs;
  };
  assert.equal(dueAfter({ sessionTtlSeconds: 7200 }), 7_200_000);
  assert.equal(dueAfter({ sessionTtlSeconds: 7200, holdSeconds: 240 }), 240_000);
});
