import assert from 'node:assert/strict';
import type { AttemptStepOutput, CallStepOutput, RefusalStepOutput } from '../../src/contract/call.ts';
import { refusalReason } from '../../src/contract/call.ts';
import { describeLength, describeStep } from '../../src/contract/describe-step.ts';

const attempt = (fields: Partial<AttemptStepOutput>) =>
  describeStep(
    { kind: 'attempt', endReason: null, seconds: null, outcome: null, ...fields } as CallStepOutput,
  );

Deno.test('a step says how it ended, after how long, and what became of the call', () => {
  assert.equal(attempt({}), 'in progress');
  assert.equal(attempt({ endReason: 'expired', seconds: 7200 }), 'expired after 2 h');
  assert.equal(
    attempt({ endReason: 'retried', seconds: 12.4, outcome: 'no_answer' }),
    'retried after 12 s, no answer',
  );
});

Deno.test('a step that was refused says why', () => {
  const said = refusalReason.options.map((reason) =>
    describeStep({ kind: 'refusal', reason } as RefusalStepOutput)
  );
  assert.deepEqual(said, [
    'refused: no destination was on',
    'refused: at capacity',
    'refused: closed',
    'refused: every destination was ejected',
    'refused: nothing was left to try',
  ]);
});

Deno.test('a length has two units at most', () => {
  const lengths = [0, 0.04, 0.14, 9.94, 9.96, 59.4, 59.6, 60, 185, 3599.6, 3600, 7860, 90_000];
  assert.deepEqual(lengths.map(describeLength), [
    ...[
      'less than 0.1 s',
      'less than 0.1 s',
      '0.1 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min',
      '1 min',
      '3 min 5 s',
    ],
    ...['1 h', '1 h', '2 h 11 min', '25 h'],
  ]);
});
