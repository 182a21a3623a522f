import { deepEqual } from 'node:assert/strict';
import type { GroupOutput } from '../../../../../src/contract/group.ts';
import { orderGroups, searchGroups } from '../../../../../src/web/features/groups/list/arrange-groups.ts';

const group = (id: number, name: string, updatedAt = '2026-01-01T00:00:00.000Z') =>
  ({
    id,
    name,
    updatedAt,
    url: `http://localhost/ws/route/1/key${id}`,
    destinations: [{ name: `Desk ${id}`, uri: `sip:${id}@10.0.0.1` }],
  }) as GroupOutput;

const groups = [group(1, 'Zoo'), group(2, 'queue 10', '2026-01-03T00:00:00.000Z'), group(3, 'Queue 9')];
const namesOf = (found: readonly GroupOutput[]) => found.map(({ name }) => name);

Deno.test('names are ordered as people count, whatever their case', () => {
  deepEqual(namesOf(orderGroups(groups, 'name', new Map())), ['Queue 9', 'queue 10', 'Zoo']);
});

Deno.test('the last changed group comes first when asked for', () => {
  deepEqual(namesOf(orderGroups(groups, 'changed', new Map()))[0], 'queue 10');
});

Deno.test('groups with most calls come first, and equals by name', () => {
  const live = new Map([[1, { active: 5 }]]) as unknown as Parameters<typeof orderGroups>[2];
  deepEqual(namesOf(orderGroups(groups, 'progress', live)), ['Zoo', 'Queue 9', 'queue 10']);
});

Deno.test('a group is found by its name, its destinations and its link', () => {
  const found = (text: string) => namesOf(searchGroups(groups, text));
  deepEqual(found('queue'), ['queue 10', 'Queue 9']);
  deepEqual(found('desk 2'), ['queue 10']);
  deepEqual(found('sip:3@'), ['Queue 9']);
  deepEqual(found('http://localhost/ws/route/1/key2'), ['queue 10']);
  deepEqual(found('  '), namesOf(groups));
});
