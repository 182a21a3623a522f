import { deepEqual, equal } from 'node:assert/strict';
import type { GroupLive } from '../../../../../src/contract/group.ts';
import { patchLive } from '../../../../../src/web/features/groups/api/live-map.ts';

const live = (id: number, active: number): GroupLive => ({
  id,
  version: 1,
  balance: 'active',
  since: '2026-01-01T00:00:00.000Z',
  active,
  placed: active,
  destinations: [],
});

Deno.test('an event replaces the groups that it names and leaves the very objects of the others', () => {
  const before = new Map([[1, live(1, 5)], [2, live(2, 7)]]);
  const after = patchLive(before, { groups: [live(2, 8)], removed: [] });
  equal(after.get(1), before.get(1));
  equal(after.get(2)?.active, 8);
  equal(before.get(2)?.active, 7);
});

Deno.test('groups that are gone leave the map, new ones come in', () => {
  const after = patchLive(new Map([[1, live(1, 5)]]), { groups: [live(3, 1)], removed: [1] });
  deepEqual([...after.keys()], [3]);
});

Deno.test('an event without news changes nothing, so that nothing is drawn again', () => {
  const before = new Map([[1, live(1, 5)]]);
  equal(patchLive(before, { groups: [], removed: [] }), before);
});
