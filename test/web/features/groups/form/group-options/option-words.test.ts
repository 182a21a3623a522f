import { deepEqual } from 'node:assert/strict';
import { newDraft } from '../../../../../../src/web/features/groups/form/draft.ts';
import { optionWords } from '../../../../../../src/web/features/groups/form/group-options/option-words.ts';
import { NO_CAPS } from '../../../../../../src/web/features/groups/form/policy-drafts.ts';

/** What is said besides the balance, expiry and retry window. */
const words = (fields: Partial<ReturnType<typeof newDraft>>) =>
  optionWords({ ...newDraft(), ...fields }).slice(3);

Deno.test('of options as usual only those are said that always matter', () => {
  deepEqual(words({}), []);
});

Deno.test('every option that is not as usual is said, folded away or not', () => {
  const vendor = {
    key: 1,
    name: 'Vendor X',
    rows: [1, 2],
    maxActive: '50',
    caps: { ...NO_CAPS, day: '900' },
  };
  deepEqual(
    words({
      hold: '10 min',
      maxAttempts: '3',
      terminalOutcomes: ['busy', 'no_answer'],
      lastResort: 'tel:+18005550100',
      sharedCaps: [vendor],
      health: { ...newDraft().health, mode: 'on' },
    }),
    [
      'Each call counts for exactly 10 min, whatever is reported.',
      'A call tries at most 3 of the destinations.',
      'After these outcomes nothing else is tried: busy, no answer.',
      'When no destination can take a call, tel:+18005550100 gets it.',
      'Vendor X: at most 50 in progress, 900 a day at 2 destinations together.',
      'A destination whose calls fail gets none for a while.',
    ],
  );
  deepEqual(words({ terminalOutcomes: [] }), [
    'Whatever becomes of a call, asking again gives another destination.',
  ]);
});
