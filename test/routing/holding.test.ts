import assert from 'node:assert/strict';
import type { Attempt } from '../../src/routing/attempt.ts';
import { outlastsCompletion, reasonWhenDue } from '../../src/routing/holding.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import { placeCall } from '../../src/routing/place.ts';
import { routeGroup } from '../support/groups.ts';

const holding = routeGroup({ holdSeconds: 240 });
const plain = routeGroup();

function attemptIn(group: typeof plain): Attempt {
  const call = { attemptId: 1, session: 's', chain: { tried: [], number: 1 } };
  const placement = placeCall(openLedger(group), call, 5000);
  assert.equal(placement.kind, 'placed');
  return (placement as { attempt: Attempt }).attempt;
}

Deno.test('a held call counts for its time, whether or not its session is completed', () => {
  const attempt = attemptIn(holding);
  assert.equal(outlastsCompletion(attempt, holding), true);
  assert.equal(outlastsCompletion(attempt, holding, 'connected'), true);
  assert.equal(reasonWhenDue(attempt, holding), 'held');
});

Deno.test('a held call that never came about ends when that is told', () => {
  for (const outcome of ['busy', 'no_answer', 'failed', 'declined', 'caller_hung_up'] as const) {
    assert.equal(outlastsCompletion(attemptIn(holding), holding, outcome), false, outcome);
  }
});

Deno.test('without a holding time, and from before there was one, a call ends with its completion', () => {
  for (const group of [plain, holding]) {
    assert.equal(outlastsCompletion(attemptIn(plain), group), false);
    assert.equal(reasonWhenDue(attemptIn(plain), group), 'expired');
  }
});
