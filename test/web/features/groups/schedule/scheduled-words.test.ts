import { equal, match } from 'node:assert/strict';
import type { ScheduledEditOutput } from '../../../../../src/contract/scheduled-edit.ts';
import {
  comingSentence,
  isMissed,
  kindWords,
  obstacleSentence,
} from '../../../../../src/web/features/groups/schedule/scheduled-words.ts';

const NOW = new Date('2026-12-01T08:00:00.000Z');

function scheduled(fields: Partial<ScheduledEditOutput> = {}): ScheduledEditOutput {
  return {
    id: 1,
    kind: 'edit',
    effectiveAt: '2026-12-02T08:00:00.000Z',
    until: null,
    scheduledAt: '2026-12-01T07:00:00.000Z',
    scheduledBy: { kind: 'user', id: 'u1', name: 'Anna' },
    changes: [],
    content: { name: 'Support' } as ScheduledEditOutput['content'],
    obstacle: null,
    ...fields,
  };
}

Deno.test('says of what comes first what becomes of an edit made now', () => {
  const edit = scheduled();
  const end = scheduled({ kind: 'put back' });
  equal(comingSentence([]), undefined);
  match(comingSentence([edit, end]) ?? '', /It replaces what you save now\.$/);
  match(comingSentence([end, edit]) ?? '', /that stays, and nothing is put back\.$/);
  const leftOut = scheduled({ kind: 'put back', obstacle: 'edited' });
  equal(comingSentence([leftOut]), undefined, 'what will not be made does not matter');
});

Deno.test('tells what was left out from what will be', () => {
  const [past, future] = ['2026-12-01T07:59:59.000Z', '2026-12-01T08:00:01.000Z'].map((effectiveAt) =>
    scheduled({ kind: 'put back', effectiveAt, obstacle: 'edited' })
  );
  equal(isMissed(past, NOW), true);
  equal(isMissed(future, NOW), false);
  equal(isMissed({ ...past, obstacle: null }, NOW), false, 'it is about to be made');
  match(obstacleSentence(past, NOW) ?? '', /^This was left out: somebody edited/);
  match(obstacleSentence(future, NOW) ?? '', /nothing will be put back/);
  equal(obstacleSentence(scheduled(), NOW), undefined);
});

Deno.test('names a temporary edit and its end', () => {
  equal(kindWords(scheduled()), 'Edit');
  equal(kindWords(scheduled({ until: '2026-12-03T08:00:00.000Z' })), 'Temporary edit');
  equal(kindWords(scheduled({ kind: 'put back' })), 'End of a temporary edit');
});
