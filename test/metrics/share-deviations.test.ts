import assert from 'node:assert/strict';
import { shareDeviations } from '../../src/metrics/share-deviations.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

/** The deviations of a group by destination, when these are its calls in progress. */
function deviations(fields: Partial<RouteGroup>, active: readonly number[]) {
  const group = routeGroup(fields);
  const destinations = group.destinations.map(({ id }, index) => ({ id, active: active[index], placed: 0 }));
  const sum = active.reduce((sum, count) => sum + count, 0);
  const snapshot = { groupId: group.id, version: group.version, sinceMs: 0, active: sum, destinations };
  return Object.fromEntries(shareDeviations(group, snapshot));
}

Deno.test('a destination deviates by the calls that it has above its share, or below', () => {
  assert.deepEqual(deviations({ destinations: split(60, 40) }, [70, 30]), { 1: 10, 2: -10 });
  assert.deepEqual(deviations({ destinations: split(60, 40) }, [0, 0]), { 1: 0, 2: 0 });
});

Deno.test('shares are of those that may have the next call: neither draining, nor full, nor of a lower tier', () => {
  const destinations = [
    destination(1, 50, { state: 'draining' }),
    destination(2, 20, { maxActive: 5 }),
    destination(3, 20),
    destination(4, 10),
    destination(5, 100, { tier: 2 }),
  ];
  assert.deepEqual(deviations({ destinations }, [9, 5, 24, 6, 3]), { 3: 4, 4: -4 });
});

Deno.test('a group that balances the calls placed has no shares of those in progress', () => {
  assert.deepEqual(deviations({ balance: 'calls' }, [70, 30]), {});
});
