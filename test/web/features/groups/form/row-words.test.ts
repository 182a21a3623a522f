import { equal } from 'node:assert/strict';
import { newDraft } from '../../../../../src/web/features/groups/form/draft.ts';
import { rowWords } from '../../../../../src/web/features/groups/form/row-words.ts';

const [row] = newDraft().destinations;

Deno.test('a destination with nothing unusual needs no words', () => {
  equal(rowWords(row), '');
});

Deno.test('what is unusual about a destination is said in a line', () => {
  const hours = {
    timeZone: 'UTC',
    open: [{ days: ['mon', 'tue'] as const, from: '8', to: '18:00' }],
    closed: '',
  };
  equal(
    rowWords({ ...row, maxActive: '20', caps: { hour: '100', day: '', month: '' }, hours, tier: '2' }),
    'At most 20 in progress, 100 an hour · open Mon, Tue 08:00–18:00 (UTC) · ' +
      'tier 2: only when no destination of a lower tier can take the call',
  );
  equal(rowWords({ ...row, maxActive: '0' }), 'Takes no calls');
});
