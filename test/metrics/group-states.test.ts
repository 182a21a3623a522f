import assert from 'node:assert/strict';
import { GroupStates, MOST_DESTINATIONS } from '../../src/metrics/group-states.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { openEmbeddedBench } from '../support/embedded-bench.ts';
import { routeGroup, split } from '../support/groups.ts';

/** The ids of the groups whose calls are told, each once. */
async function shown(states: GroupStates, switchboard: Switchboard): Promise<unknown[]> {
  const metrics = await states.metrics(switchboard);
  const { samples } = metrics.find(({ name }) => name === 'plum_routes_active_calls')!;
  return [...new Set(samples.map(({ labels }) => labels!.group))];
}

/** Groups with these ids, of so many destinations each. */
function groupsOf(ids: readonly number[], destinations: number) {
  const percents = Array.from({ length: destinations }, (_, index) => index === 0 ? 100 : 0);
  return ids.map((id) => routeGroup({ id, destinations: split(...percents) }));
}

Deno.test('however many groups there are, those with the lowest ids are told, within a bound', async () => {
  const groups = groupsOf([4, 2, 1, 3], MOST_DESTINATIONS * 0.3);
  const { switchboard, close } = await openEmbeddedBench(groups);
  const states = new GroupStates();
  for (const group of groups) states.configure(group);
  assert.deepEqual(await shown(states, switchboard), [1, 2, 3]);
  const [total] = await states.metrics(switchboard);
  assert.deepEqual([total.name, total.samples], ['plum_routes_groups', [{ value: 4 }]]);
  await close();
});

Deno.test('a group is told from its creation to its deletion', async () => {
  const [group] = groupsOf([1], 2);
  const { switchboard, close } = await openEmbeddedBench([group]);
  const states = new GroupStates();
  assert.deepEqual(await shown(states, switchboard), []);
  states.configure(group);
  assert.deepEqual(await shown(states, switchboard), [1]);
  states.remove(1);
  assert.deepEqual(await shown(states, switchboard), []);
  await close();
});
