import { deepEqual, equal } from 'node:assert/strict';
import type { ServiceEvent } from '../../../../../src/contract/event.ts';
import { mergeEvents } from '../../../../../src/web/features/groups/api/merge-events.ts';

const refusing = (id: number, seconds: number, group = 1, name = 'Support'): ServiceEvent => ({
  id,
  at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
  group: { id: group, name },
  kind: 'group.refusing',
  reason: 'closed',
  lastResort: false,
});
const degraded: ServiceEvent = {
  id: 99,
  at: '2026-01-02T00:00:00.000Z',
  kind: 'service.degraded',
  since: '2026-01-01T00:00:00.000Z',
};

const idsOf = (events: readonly ServiceEvent[]) => events.map(({ id }) => id);

Deno.test('what has happened comes first, each event once', () => {
  const known = [refusing(2, 20), refusing(1, 10)];
  deepEqual(idsOf(mergeEvents(known, [refusing(3, 30), refusing(2, 20)], undefined)), [3, 2, 1]);
});

Deno.test('goes by when it happened, not by when it was told', () => {
  const known = [refusing(2, 20)];
  deepEqual(idsOf(mergeEvents(known, [refusing(3, 5), refusing(4, 20)], undefined)), [4, 2, 3]);
});

Deno.test("a group's list takes its own events and those of the whole service", () => {
  deepEqual(idsOf(mergeEvents([], [refusing(1, 1), refusing(2, 2, 7), degraded], 7)), [99, 2]);
});

Deno.test('the later answer has the present names', () => {
  const [event] = mergeEvents([refusing(1, 1)], [refusing(1, 1, 1, 'Help')], undefined);
  equal('group' in event && event.group.name, 'Help');
});

Deno.test('nothing new leaves the list as it is', () => {
  const known = [refusing(1, 1)];
  equal(mergeEvents(known, [], undefined), known);
  equal(mergeEvents(known, [refusing(2, 2, 7)], 1), known);
});

Deno.test('keeps the last fifty', () => {
  const many = Array.from({ length: 60 }, (_, index) => refusing(index + 1, index));
  const kept = mergeEvents(undefined, many, undefined);
  deepEqual([kept.length, kept[0].id], [50, 60]);
});
