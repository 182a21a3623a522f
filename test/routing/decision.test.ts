import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Chain } from '../../src/routing/chain.ts';
import { decisionOf, MOST_KEPT } from '../../src/routing/decision.ts';
import { readDecision, writeDecision } from '../../src/routing/decision-text.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import { placeCall } from '../../src/routing/place.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

const FIRST: Chain = { tried: [], number: 1 };

function decide(group: RouteGroup, calls = 1, chain = FIRST) {
  const ledger = openLedger(group);
  let placement;
  for (let call = 1; call <= calls; call++) {
    placement = placeCall(ledger, { attemptId: call, session: null, chain }, 1000);
  }
  return { placement: placement!, decision: decisionOf(ledger, placement!, chain) };
}

Deno.test('a decision shows what each destination was owed, before the call was counted', () => {
  const { decision } = decide(routeGroup({ destinations: split(60, 40), balance: 'calls' }), 2);
  const figures = decision.candidates.map(({ destinationId, counted, deficit }) => [
    destinationId,
    counted,
    deficit,
  ]);
  // The first call went to A: of two calls it was owed 1.2 and had 1, B 0.8 and had none.
  assert.deepEqual(figures, [[1, 1, 200_000], [2, 0, 800_000]]);
  assert.deepEqual(decision.excluded, []);
});

Deno.test('the chosen destination was owed most of those that were not held back', () => {
  const percents = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
  const balance = fc.constantFrom('active' as const, 'calls' as const);
  fc.assert(fc.property(percents, balance, fc.integer({ min: 1, max: 60 }), (weights, balance, calls) => {
    const destinations = weights.map((weight, index) => destination(index + 1, weight));
    const { placement, decision } = decide(routeGroup({ destinations, balance }), calls);
    assert.equal(placement.kind, 'placed');
    const free = decision.candidates.filter(({ heldBack }) => !heldBack);
    const most = Math.max(...free.map(({ deficit }) => deficit));
    const chosen = free.find(({ destinationId }) => destinationId === placement.attempt.destinationId);
    assert.equal(chosen?.deficit, most);
    assert.deepEqual(readDecision(writeDecision(decision)), decision);
  }));
});

Deno.test('a decision says why others could not have the call, up to the tier that served', () => {
  const destinations = [
    destination(1, 50, { state: 'draining' }),
    destination(2, 50, { maxActive: 0 }),
    destination(3, 50, { tier: 2 }),
    destination(4, 50, { tier: 2 }),
    destination(5, 100, { tier: 3 }),
  ];
  const { decision } = decide(routeGroup({ destinations }), 1, { tried: [4], number: 2 });
  assert.deepEqual(decision.candidates.map(({ destinationId }) => destinationId), [3]);
  assert.deepEqual(decision.excluded, [
    { destinationId: 1, reason: 'off', untilMs: null, per: null, shared: null },
    { destinationId: 2, reason: 'full', untilMs: null, per: null, shared: null },
    { destinationId: 4, reason: 'tried', untilMs: null, per: null, shared: null },
  ]);
});

Deno.test('a decision names the cap that is used up, by its period and by what it is called', () => {
  const sharedCaps = [{ name: 'Vendor', destinations: [2], maxActive: 1, caps: [] }];
  const destinations = [
    destination(1, 50, { caps: [{ per: 'hour', calls: 1 }] }),
    destination(2, 40),
    destination(3, 10),
  ];
  const { decision } = decide(routeGroup({ destinations, sharedCaps }), 3);
  assert.deepEqual(decision.excluded, [
    { destinationId: 1, reason: 'over_cap', untilMs: 3_600_000, per: 'hour', shared: null },
    { destinationId: 2, reason: 'full', untilMs: null, per: null, shared: 'Vendor' },
  ]);
  assert.deepEqual(readDecision(writeDecision(decision)), decision);
});

Deno.test('a refusal says of every destination why, and of a chain that is over nothing', () => {
  const destinations = [destination(1, 100, { state: 'disabled' }), destination(2, 100, { tier: 2 })];
  const refused = decide(routeGroup({ destinations }), 1, { tried: [2], number: 2 });
  assert.deepEqual(refused.decision.excluded.map(({ reason }) => reason), ['off', 'tried']);
  const over = decide(routeGroup({ destinations }), 1, { tried: [], number: 2, endedBy: 'declined' });
  assert.deepEqual(over.decision, { candidates: [], excluded: [], others: 0, endedBy: 'declined' });
  assert.deepEqual(readDecision(writeDecision(over.decision)), over.decision);
});

Deno.test('of many destinations those that were owed most are kept, and the others counted', () => {
  const destinations = Array.from({ length: 100 }, (_, index) => destination(index + 1, 1));
  const { placement, decision } = decide(routeGroup({ destinations }), 150);
  assert.deepEqual([decision.candidates.length, decision.others], [MOST_KEPT, 100 - MOST_KEPT]);
  assert.equal(placement.kind, 'placed');
  assert.ok(
    decision.candidates.some(({ destinationId }) => destinationId === placement.attempt.destinationId),
  );
});
