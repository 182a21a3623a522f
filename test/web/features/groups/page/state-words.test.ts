import { equal } from 'node:assert/strict';
import type { GroupOutput } from '../../../../../src/contract/group.ts';
import { stateWords } from '../../../../../src/web/features/groups/page/state-words.ts';

const group = (states: readonly string[], lastResort: string | null = null) =>
  ({ lastResort, destinations: states.map((state) => ({ state, percent: 50 })) }) as unknown as GroupOutput;

Deno.test('draining and disabling say what becomes of the calls in progress', () => {
  const rest = group(['draining', 'enabled']);
  equal(stateWords(rest, 'Boston', 'draining', 0), 'Boston is draining. New calls stop.');
  equal(
    stateWords(rest, 'Boston', 'draining', 1),
    'Boston is draining. New calls stop; 1 call in progress stays until it ends.',
  );
  equal(
    stateWords(rest, 'Boston', 'disabled', 3),
    'Boston is disabled. New calls stop; 3 calls in progress stay until they end.',
  );
  equal(stateWords(rest, 'Boston', 'enabled', 3), 'Boston takes calls again.');
});

Deno.test('when no destination is left, it is said where calls go', () => {
  const none = ['draining', 'disabled'];
  equal(
    stateWords(group(none), 'Boston', 'draining', 0),
    'Boston is draining. New calls stop. No destination is left: calls get the application’s own backup number.',
  );
  equal(
    stateWords(group(none, 'tel:+18005550100'), 'Boston', 'disabled', 0),
    'Boston is disabled. New calls stop. No destination is left: calls get tel:+18005550100.',
  );
});
