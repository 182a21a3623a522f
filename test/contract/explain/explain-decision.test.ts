import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Decided, explainDecision } from '../../../src/contract/explain/explain-decision.ts';
import { type Candidate, type Decision, decisionOf, type Excluded } from '../../../src/routing/decision.ts';
import { openLedger } from '../../../src/routing/ledger.ts';
import { placeCall } from '../../../src/routing/place.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import { destination, routeGroup } from '../../support/groups.ts';

const NOON_MS = Date.UTC(2026, 10, 26, 12);

const BOSTON = destination(1, 40, { name: 'Boston' });
const DENVER = destination(2, 40, { name: 'Denver' });
const LIMA = destination(3, 20, { name: 'Lima' });
const group = routeGroup({ destinations: [BOSTON, DENVER, LIMA] });

/** Owed so many calls. */
function candidate(id: number, calls: number, fields: Partial<Candidate> = {}): Candidate {
  const weight = group.destinations.find((each) => each.id === id)?.basisPoints ?? 1000;
  return {
    destinationId: id,
    weight,
    counted: 0,
    deficit: Math.round(calls * 1e6),
    heldBack: false,
    ...fields,
  };
}

function excluded(id: number, reason: Excluded['reason'], fields: Partial<Excluded> = {}): Excluded {
  return { destinationId: id, reason, untilMs: null, per: null, shared: null, ...fields };
}

const decision = (fields: Partial<Decision>): Decision => ({
  candidates: [],
  excluded: [],
  others: 0,
  endedBy: null,
  ...fields,
});

/** What is said of an attempt that went to this destination. */
function placed(destinationId: number, fields: Partial<Decision>, then: RouteGroup = group): string {
  const verdict = { kind: 'attempt', destinationId } as const;
  return explainDecision(then, { atMs: NOON_MS, decision: decision(fields), verdict });
}

function refused(
  fields: Partial<Decision>,
  then: RouteGroup = group,
  verdict: Partial<Decided['verdict'] & { kind: 'refusal' }> = {},
): string {
  return explainDecision(then, {
    atMs: NOON_MS,
    decision: decision(fields),
    verdict: { kind: 'refusal', reason: 'at_capacity', lastResort: false, ...verdict },
  });
}

/** Of ten calls with this one, Boston is due 4, Denver 4, Lima 2. */
const balanced = (more: { boston?: Partial<Candidate>; denver?: Partial<Candidate> } = {}) => [
  candidate(1, 0, { counted: 4, ...more.boston }),
  candidate(2, 0.8, { counted: 3, deficit: 1_000_000, ...more.denver }),
  candidate(3, 0, { counted: 2 }),
];

Deno.test('an explanation says how far the chosen destination was below its share', () => {
  assert.equal(
    placed(2, { candidates: balanced() }),
    'Denver was 1 call below its share, the furthest of 3.',
  );
  const first = [candidate(1, 0.4), candidate(2, 0.4 - 1e-6), candidate(3, 0.2)];
  assert.equal(placed(1, { candidates: first }), 'Boston was 0.4 calls below its share, the furthest of 3.');
});

Deno.test('an explanation says what was short before, where the figures alone would not explain it', () => {
  const short = balanced({ boston: { deficit: 1_250_000 } });
  assert.equal(
    placed(1, { candidates: short }),
    'Boston was exactly at its share, and 1.3 calls below it with what it was short of before, the furthest of 3.',
  );
  assert.equal(
    placed(2, { candidates: balanced({ denver: { deficit: 1_600_000 } }) }),
    'Denver was 1 call below its share, and 1.6 with what it was short of before, the furthest of 3.',
  );
  assert.equal(
    placed(2, { candidates: balanced({ denver: { deficit: 700_000 } }) }),
    'Denver was 1 call below its share, and 0.7 with what it was ahead by before, the furthest of 3.',
  );
  assert.equal(
    placed(2, { candidates: balanced({ denver: { deficit: 1_060_000 } }) }),
    'Denver was 1.1 calls below its share, the furthest of 3.',
  );
});

Deno.test('an explanation says when everybody was above their share', () => {
  const above = [candidate(1, -0.3, { counted: 4 }), candidate(2, -0.5, { counted: 4 })];
  assert.equal(
    placed(1, { candidates: above, others: 3 }),
    'Boston was 0.3 calls above its share, the least of all.',
  );
});

Deno.test('an explanation claims no number of destinations that the record does not have', () => {
  assert.equal(
    placed(1, { candidates: [candidate(1, 12.4), candidate(2, 0.04)], others: 84 }),
    'Boston was 12 calls below its share, the furthest of all.',
  );
});

Deno.test('an explanation says who was passed over by the corridor', () => {
  assert.equal(
    placed(2, { candidates: balanced({ boston: { deficit: 1_400_000, heldBack: true } }) }),
    'Denver was 1 call below its share, the furthest of those that could be chosen. ' +
      'Boston was further below, but had used up what the corridor lets it have.',
  );
  const two = balanced({ boston: { deficit: 1_400_000, heldBack: true } })
    .map((each) => each.destinationId === 3 ? { ...each, deficit: 1_200_000, heldBack: true } : each);
  assert.match(
    placed(2, { candidates: two }),
    / Boston and Lima were further below, but had used up what the corridor lets them have\.$/,
  );
});

Deno.test('an explanation does not mention who was held back and owed less anyway', () => {
  assert.equal(
    placed(2, { candidates: balanced({ boston: { deficit: -400_000, heldBack: true } }) }),
    'Denver was 1 call below its share, the furthest of 3.',
  );
});

Deno.test('an explanation of calls placed speaks of calls owed', () => {
  const then = { ...group, balance: 'calls' } as const;
  const candidates = [candidate(1, 0.2), candidate(2, 0.8)];
  assert.equal(placed(2, { candidates }, then), 'Denver was owed 0.8 calls, the most of 2.');
  assert.equal(
    placed(1, { candidates: [candidate(1, -0.04), candidate(2, -0.6)] }, then),
    'Boston was 0.04 calls ahead of its share, the least of 2.',
  );
  assert.equal(
    placed(1, { candidates: [candidate(1, 0.2), candidate(2, 0.8, { heldBack: true })] }, then),
    'Boston was owed 0.2 calls, the most of those that could be chosen. ' +
      'Denver was owed more, but the next call of Boston was due sooner.',
  );
  const three = [candidate(1, 0.2), ...[2, 3].map((id) => candidate(id, 0.8, { heldBack: true }))];
  assert.match(placed(1, { candidates: three }, then), / Denver and Lima were owed more, but/);
});

Deno.test('an explanation says what decides between equals', () => {
  const equal = [candidate(1, 0.5), candidate(2, 0.5), candidate(3, 0.1)];
  assert.equal(
    placed(1, { candidates: equal, others: 1 }),
    'Boston was 0.5 calls below its share, the furthest of all. Denver was so as well: a tie goes to the one that ' +
      'was sent less than its share, or else to the first in the list.',
  );
  assert.equal(
    placed(1, { candidates: equal }, { ...group, balance: 'calls' }),
    'Boston was owed 0.5 calls, the most of 3. Denver was so as well: a tie goes to the first in the list.',
  );
});

Deno.test('an explanation says who was the only one', () => {
  assert.equal(
    placed(1, { candidates: [candidate(1, 1)] }, { ...group, destinations: [BOSTON] }),
    'Boston was the group’s only destination.',
  );
  assert.equal(
    placed(2, { candidates: [candidate(2, 1)], excluded: [excluded(1, 'tried'), excluded(3, 'off')] }),
    'Denver was the only destination that could take the call. Boston had been tried and Lima was off.',
  );
  const idle = { ...group, destinations: [BOSTON, destination(3, 0, { name: 'Lima' })] };
  assert.match(refused({ excluded: [excluded(3, 'off')] }, idle), /: Lima had 0 %\.$/);
});

Deno.test('an explanation says who got the share of those that could not have the call', () => {
  const capped = { ...group, destinations: [{ ...BOSTON, maxActive: 40 }, DENVER, LIMA] };
  const candidates = [candidate(2, 0.6), candidate(3, 0.4)];
  assert.match(
    placed(2, { candidates, excluded: [excluded(1, 'full')] }, capped),
    / Boston was at its cap of 40 calls in progress; its share went to the others in proportion\.$/,
  );
  const five = { ...group, destinations: [1, 2, 3, 4, 5, 6, 7].map((id) => destination(id, 10)) };
  assert.match(
    placed(1, {
      candidates: candidates.map((each, index) => ({ ...each, destinationId: index + 1 })),
      excluded: [3, 4, 5, 6, 7].map((id) => excluded(id, 'tried')),
    }, five),
    / C had been tried, D had been tried, E had been tried, F had been tried and 1 more; their shares went to/,
  );
});

Deno.test('an explanation leaves out who has no share to lose', () => {
  const idle = { ...group, destinations: [BOSTON, DENVER, destination(3, 0)] };
  const candidates = [candidate(1, 0.6), candidate(2, 0.4)];
  assert.equal(
    placed(1, { candidates, excluded: [excluded(3, 'off')] }, idle),
    'Boston was 0.5 calls below its share, and 0.6 with what it was short of before, the furthest of 2.',
  );
});

Deno.test('an explanation says why better tiers could not take the call', () => {
  const backup = destination(4, 100, { tier: 2, name: 'Backup' });
  const tiered = { ...group, destinations: [{ ...BOSTON, state: 'draining' as const }, DENVER, backup] };
  assert.equal(
    placed(4, {
      candidates: [candidate(4, 1)],
      excluded: [excluded(1, 'off'), excluded(2, 'ejected', { untilMs: NOON_MS + 30_000 })],
    }, tiered),
    'Backup was the only destination that could take the call. Tier 1 could not take the call: Boston was draining ' +
      'and Denver was ejected for its failures until 12:00:30 UTC.',
  );
  const third = {
    ...tiered,
    destinations: tiered.destinations.map((each) => each === backup ? { ...backup, tier: 3 } : each),
  };
  assert.match(
    placed(4, { candidates: [candidate(4, 1)], excluded: [excluded(1, 'off')] }, third),
    / No tier before 3 could take the call: Boston was draining\.$/,
  );
});

Deno.test('an explanation says who counted with less than their percent', () => {
  assert.match(
    placed(2, { candidates: balanced({ boston: { weight: 800 } }) }),
    / Boston was coming back from an ejection, and counted with 8 % instead of 40 %\.$/,
  );
});

Deno.test('an explanation of a refusal says of each destination why it could not', () => {
  const hours = { timeZone: 'America/New_York', open: [], closed: [] };
  const then = {
    ...group,
    destinations: [{ ...BOSTON, maxActive: 1 }, { ...DENVER, hours }, {
      ...LIMA,
      state: 'disabled' as const,
    }],
  };
  const all = [
    excluded(1, 'full'),
    excluded(2, 'closed', { untilMs: NOON_MS + 3_600_000 }),
    excluded(3, 'off'),
  ];
  assert.equal(
    refused({ excluded: all }, then),
    'Nothing could take the call: Boston was at its cap of 1 call in progress, Denver was closed until 08:00 ' +
      '(America/New_York) and Lima was disabled.',
  );
  assert.match(refused({ excluded: all, others: 9 }, then), / Lima was disabled and 9 more\.$/);
});

Deno.test('an explanation names the cap that was used up', () => {
  const caps = [{ per: 'hour', calls: 100 }, { per: 'day', calls: 500 }] as const;
  const sharedCaps = [{
    name: 'Vendor',
    destinations: [1, 2],
    maxActive: 50,
    caps: [{ per: 'month', calls: 9000 }],
  }] as const;
  const then = { ...group, sharedCaps, destinations: [{ ...BOSTON, caps }, DENVER, LIMA] };
  const until = { untilMs: Date.UTC(2026, 10, 26, 13) };
  const said = (each: Excluded) =>
    refused({ excluded: [each] }, then).replace('Nothing could take the call: ', '');
  assert.equal(
    said(excluded(1, 'over_cap', { per: 'hour', ...until })),
    'Boston had used up its cap of 100 an hour until 13:00 UTC.',
  );
  assert.equal(
    said(excluded(2, 'over_cap', { per: 'month', shared: 'Vendor', untilMs: Date.UTC(2026, 11, 1) })),
    'Denver had used up the shared cap Vendor of 9000 a month until 2026-12-01 00:00 UTC.',
  );
  assert.equal(
    said(excluded(2, 'full', { shared: 'Vendor' })),
    'Denver was at the shared cap Vendor of 50 calls in progress.',
  );
  assert.equal(
    said(excluded(2, 'over_cap', { per: 'day', ...until })),
    'Denver had used up its cap of a day until 13:00 UTC.',
  );
  assert.equal(said(excluded(9, 'full')), 'Destination 9 was at its cap.');
  assert.equal(said(excluded(9, 'off')), 'Destination 9 was off.');
  assert.equal(said(excluded(1, 'closed')), 'Boston was closed.');
  assert.equal(said(excluded(1, 'ejected')), 'Boston was ejected for its failures.');
});

Deno.test('an explanation says what ended the tries', () => {
  assert.equal(
    refused({ endedBy: 'no_answer' }, group, { reason: 'exhausted' }),
    'Nothing else is tried after the outcome “no answer”.',
  );
  assert.equal(
    refused({}, { ...group, maxAttempts: 3 }, { reason: 'exhausted' }),
    'The call had had its 3 attempts, the most that the group makes.',
  );
  assert.equal(
    refused({}, { ...group, maxAttempts: 1 }, { reason: 'exhausted' }),
    'The call had had its one attempt, the most that the group makes.',
  );
  assert.equal(
    refused({}, { ...group, destinations: [] }, { reason: 'no_destination' }),
    'The group had no destination.',
  );
});

Deno.test('an explanation says what a caller got instead', () => {
  const then = { ...group, lastResort: 'tel:+16175550100' };
  assert.match(
    refused({ excluded: [excluded(1, 'tried')] }, then, { lastResort: true }),
    /: Boston had been tried\. It got the group’s last resort, tel:\+16175550100\.$/,
  );
});

Deno.test('an explanation of whatever the rules decide names the destination that they chose', () => {
  const percents = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
  const balance = fc.constantFrom('active' as const, 'calls' as const);
  fc.assert(fc.property(percents, balance, fc.integer({ min: 1, max: 60 }), (weights, balance, calls) => {
    const destinations = weights.map((weight, index) =>
      destination(index + 1, weight, { name: `N${index + 1}` })
    );
    const ledger = openLedger(routeGroup({ destinations, balance }));
    const chain = { tried: [], number: 1 };
    for (let call = 1; call <= calls; call++) {
      const placement = placeCall(ledger, { attemptId: call, session: null, chain }, NOON_MS);
      assert.ok(placement.kind === 'placed');
      const { destinationId } = placement.attempt;
      const said = explainDecision(ledger.group, {
        atMs: NOON_MS,
        decision: decisionOf(ledger, placement, chain),
        verdict: { kind: 'attempt', destinationId },
      });
      assert.match(said, new RegExp(`^N${destinationId} was .+\\.$`));
      assert.doesNotMatch(said, /NaN|undefined|null|Infinity/);
    }
  }));
});
