import assert from 'node:assert/strict';
import type { Attempt } from '../../src/routing/attempt.ts';
import { continueChain } from '../../src/routing/chain.ts';
import { routeGroup } from '../support/groups.ts';

const group = routeGroup({ retryWindowSeconds: 120 });

function attempt(fields: Partial<Attempt> = {}): Attempt {
  return {
    id: 1,
    accountId: 1,
    groupId: group.id,
    destinationId: 7,
    session: 's',
    number: 2,
    tried: [5],
    openedAtMs: 1_000_000,
    expiresAtMs: 8_200_000,
    ...fields,
  };
}

const FRESH = { tried: [], number: 1 };

Deno.test('a session that was never seen starts a chain', () => {
  assert.deepEqual(continueChain(undefined, group, 0), { chain: FRESH, ends: undefined });
});

Deno.test('asking again within the window is a retry that excludes everything tried', () => {
  const chain = { tried: [5, 7], number: 3 };
  assert.deepEqual(continueChain({ attempt: attempt(), open: true }, group, 1_119_999), {
    chain,
    ends: 'retried',
  });
  assert.deepEqual(continueChain({ attempt: attempt(), open: false }, group, 1_119_999), {
    chain,
    ends: undefined,
  });
});

Deno.test('asking after the window is a new transfer that supersedes the old', () => {
  const last = { attempt: attempt(), open: true };
  assert.deepEqual(continueChain(last, group, 1_120_000), { chain: FRESH, ends: 'superseded' });
  assert.deepEqual(continueChain({ ...last, open: false }, group, 1_120_000), {
    chain: FRESH,
    ends: undefined,
  });
});

Deno.test('asking in another group is a new transfer at once', () => {
  const last = { attempt: attempt({ groupId: 99 }), open: true };
  assert.deepEqual(continueChain(last, group, 1_000_001), { chain: FRESH, ends: 'superseded' });
});

Deno.test('with a window of 0 nothing is a retry', () => {
  const last = { attempt: attempt(), open: true };
  assert.equal(continueChain(last, routeGroup({ retryWindowSeconds: 0 }), 1_000_000).ends, 'superseded');
});

Deno.test('a declined call ends the chain, and so does asking once more', () => {
  const over = { tried: [5, 7], number: 3, endedBy: 'declined' };
  const open = { attempt: attempt(), open: true };
  assert.deepEqual(continueChain(open, group, 1_000_001, 'declined'), { chain: over, ends: 'retried' });
  const ended = { attempt: attempt(), open: false, outcome: 'declined' as const };
  assert.deepEqual(continueChain(ended, group, 1_000_002), { chain: over, ends: undefined });
  assert.deepEqual(continueChain(ended, group, 1_000_002, 'busy').chain, over, 'the first word counts');
  assert.deepEqual(continueChain(ended, group, 1_120_000), { chain: FRESH, ends: undefined });
});

Deno.test('an outcome that is not terminal is a retry like any other', () => {
  const last = { attempt: attempt(), open: true };
  const { chain, ends } = continueChain(last, group, 1_000_001, 'busy');
  assert.deepEqual({ chain, ends }, { chain: { tried: [5, 7], number: 3 }, ends: 'retried' });
  const strict = routeGroup({ terminalOutcomes: ['busy', 'declined'] });
  assert.equal(continueChain(last, strict, 1_000_001, 'busy').chain.endedBy, 'busy');
  assert.equal(
    continueChain(last, routeGroup({ terminalOutcomes: [] }), 1_000_001, 'declined').chain.number,
    3,
  );
});

Deno.test('asking after a call that was connected is a new transfer at once', () => {
  const last = { attempt: attempt(), open: true };
  assert.deepEqual(continueChain(last, group, 1_000_001, 'connected'), { chain: FRESH, ends: 'superseded' });
});
