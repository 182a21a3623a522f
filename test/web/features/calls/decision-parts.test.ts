import assert from 'node:assert/strict';
import type { CallStepOutput, CandidateOutput } from '../../../../src/contract/call.ts';
import { chosenAt, coloursIn, decisionParts } from '../../../../src/web/features/calls/decision-parts.ts';

const candidate = (id: number, weight: number, active: number, chosen = false): CandidateOutput => ({
  ...{ id, name: `N${id}`, tier: 1, percent: weight, weight, active, deficit: 0, heldBack: false, chosen },
});

function step(
  candidates: readonly CandidateOutput[],
  { others = 0, balance = 'active', excluded = [] as { readonly id: number }[] } = {},
): CallStepOutput {
  return { decision: { candidates, excluded, others }, group: { balance } } as unknown as CallStepOutput;
}

Deno.test('the bar of a decision has the shares among those that could have the call', () => {
  const candidates = [candidate(3, 30, 2), candidate(1, 10, 5, true)];
  const parts = decisionParts(step(candidates, { excluded: [{ id: 2 }] }))!;
  assert.deepEqual(parts.map(({ basisPoints, calls, colour }) => [basisPoints, calls, colour]), [
    [7500, 2, 3],
    [2500, 5, 1],
  ]);
  assert.equal(chosenAt(candidates, parts), 87.5);
  assert.equal(chosenAt([candidate(3, 30, 2), candidate(1, 10, 5)], parts), undefined);
});

Deno.test('the bar of a decision has no calls in progress where these are not what is balanced', () => {
  const parts = decisionParts(step([candidate(1, 50, 3), candidate(2, 50, 1)], { balance: 'calls' }))!;
  assert.deepEqual(parts.map(({ calls }) => calls), [undefined, undefined]);
});

Deno.test('a decision without a choice has no bar, nor has one of which the record has a part', () => {
  assert.equal(decisionParts(step([])), undefined);
  assert.equal(decisionParts(step([candidate(1, 100, 3, true)])), undefined);
  assert.equal(decisionParts(step([candidate(1, 1, 3), candidate(2, 1, 3)], { others: 9 })), undefined);
});

Deno.test('those that could not have the call have colours as well', () => {
  const { decision } = step([candidate(7, 50, 0)], { excluded: [{ id: 4 }, { id: 9 }] });
  assert.deepEqual([...coloursIn(decision)], [[7, 2], [4, 1], [9, 3]]);
});
