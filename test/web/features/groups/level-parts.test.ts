import { deepEqual } from 'node:assert/strict';
import type { GroupLive } from '../../../../src/contract/group.ts';
import type { DestinationContent } from '../../../../src/contract/group-difference.ts';
import { DEFAULT_DESTINATION_POLICIES } from '../../../../src/routing/default-policies.ts';
import { tierLevels } from '../../../../src/web/features/groups/level-parts.ts';
import { destinationColours } from '../../../../src/web/ui/level-line/destination-colours.ts';

Deno.test('a destination keeps its colour wherever it stands in the list', () => {
  deepEqual(destinationColours([{ id: 11 }, { id: 12 }, { id: 15 }]), [1, 2, 3]);
  deepEqual(destinationColours([{ id: 15 }, { id: 11 }, { id: 12 }]), [3, 1, 2]);
});

Deno.test('destinations that are not saved yet take the colours after the others, as they will once saved', () => {
  deepEqual(destinationColours([{}, { id: 12 }, {}, { id: 11 }]), [3, 2, 4, 1]);
});

Deno.test('the ninth destination starts the palette again', () => {
  deepEqual(destinationColours(Array.from({ length: 9 }, (_, id) => ({ id })))[8], 1);
});

const plain = { ...DEFAULT_DESTINATION_POLICIES, maxActive: null, state: 'enabled' } as const;
const destinations: readonly DestinationContent[] = [
  { ...plain, id: 1, name: 'Boston', uri: 'sip:a@b.example', percent: 100, tier: 2 },
  { ...plain, id: 2, name: 'Denver', uri: 'sip:c@d.example', percent: 33.33, tier: 1 },
  { ...plain, id: 3, name: 'Austin', uri: 'sip:e@f.example', percent: 66.67, tier: 1, state: 'draining' },
];
const live = { destinations: [{ id: 2, active: 4, placed: 9 }] } as unknown as GroupLive;

Deno.test('each tier is a line of its own, the first one first', () => {
  const levels = tierLevels({ destinations, balance: 'active' }, live);
  deepEqual(levels.map(({ tier, parts }) => [tier, parts.map(({ name }) => name)]), [
    [1, ['Denver', 'Austin']],
    [2, ['Boston']],
  ]);
  deepEqual(levels[0].parts.map(({ basisPoints }) => basisPoints), [3333, 6667]);
});

Deno.test('what is live is counted as the balance of the group counts it', () => {
  deepEqual(tierLevels({ destinations, balance: 'active' }, live)[0].parts[0].calls, 4);
  deepEqual(tierLevels({ destinations, balance: 'calls' }, live)[0].parts[0].calls, 9);
});
