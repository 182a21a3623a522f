import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { planOf } from '../../src/routing/plan.ts';
import type { HealthSettings } from '../../src/routing/policies.ts';
import { writeTallies } from '../../src/switchboard/books/tallies-text.ts';
import { destination, split } from '../support/groups.ts';
import { PlayedGroup } from '../support/played-group.ts';

const namesOf = (plan: readonly { name: string }[]) => plan.map(({ name }) => name).join('');

Deno.test('a plan begins with the chosen destination, and goes through the tiers', () => {
  const destinations = [...split(50, 30, 20), destination(4, 100, { tier: 2 })];
  const group = new PlayedGroup({ balance: 'calls', destinations });
  assert.equal(namesOf(planOf(group.ledger, group.place(), group.nowMs)), 'ABCD');
});

Deno.test('a plan goes on where its chain stands, and as far as attempts are allowed', () => {
  const group = new PlayedGroup({ destinations: split(40, 30, 20, 10), maxAttempts: 3 });
  const attempt = group.place([1]);
  assert.equal(namesOf(planOf(group.ledger, attempt, group.nowMs)), 'BC');
});

Deno.test('a plan has one destination where nothing is a retry', () => {
  const group = new PlayedGroup({ retryWindowSeconds: 0 });
  assert.equal(planOf(group.ledger, group.place(), group.nowMs).length, 1);
});

Deno.test('a plan knows that a failed attempt frees its place under a shared cap', () => {
  const sharedCaps = [{ name: 'Vendor', destinations: [1, 2], maxActive: 1, caps: [] }];
  const group = new PlayedGroup({ sharedCaps });
  assert.equal(planOf(group.ledger, group.place(), group.nowMs).length, 2);
});

const step = fc.record({
  seconds: fc.constantFrom(0, 1, 20, 500),
  how: fc.constantFrom('completed' as const, 'retried' as const, 'retried' as const, 'expired' as const),
  tried: fc.subarray([1, 2, 3, 4, 5], { maxLength: 1 }),
});

Deno.test('what is planned is what happens, and planning disturbs nothing', () => {
  const groups = fc.record({
    balance: fc.constantFrom('active' as const, 'calls' as const),
    mode: fc.constantFrom<HealthSettings['mode']>('off', 'observe', 'on'),
    maxActive: fc.constantFrom(null, 2, 5),
    steps: fc.array(step, { maxLength: 40, size: 'max' }),
  });
  fc.assert(fc.property(groups, ({ balance, mode, maxActive, steps }) => {
    const destinations = [
      ...split(30, 30, 20, 20).map((each) => ({ ...each, maxActive })),
      destination(5, 100, { tier: 2, caps: [{ per: 'day', calls: 20 }] }),
    ];
    const health = { ...DEFAULT_POLICIES.health, mode, consecutiveFailures: 2 };
    const group = new PlayedGroup({ balance, health, destinations });
    for (const { seconds, how, tried } of steps) {
      const placement = group.ask(tried);
      if (placement.kind === 'refused') continue;
      group.pass(seconds);
      if (seconds < 100) checkPlan(group, placement.attempt);
      group.end(placement.attempt, how);
    }
  }));
});

/** Plans, and compares with a twin of the group in which every attempt fails. */
function checkPlan(group: PlayedGroup, attempt: ReturnType<PlayedGroup['place']>) {
  const before = writeTallies(group.ledger.tallies);
  const plan = planOf(group.ledger, attempt, group.nowMs).map(({ id }) => id);
  assert.equal(writeTallies(group.ledger.tallies), before);
  const twin = new PlayedGroup({}, group.nowMs);
  twin.ledger = group.ledger;
  twin.restart();
  const given = [attempt.destinationId];
  for (let last = attempt;;) {
    twin.end(last, 'retried');
    const next = twin.ask([...last.tried, last.destinationId]);
    if (next.kind === 'refused') break;
    given.push((last = next.attempt).destinationId);
  }
  assert.deepEqual(plan, given);
}
