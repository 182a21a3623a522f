import assert from 'node:assert/strict';
import { shareDeviations } from '../../src/metrics/share-deviations.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { newTally } from '../../src/routing/tally.ts';
import { snapshotOf } from '../../src/switchboard/books/snapshot-of.ts';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { PlayedGroup } from '../support/played-group.ts';

/** The deviations of a group by destination, when these are its calls in progress. */
function deviations(fields: Partial<RouteGroup>, active: readonly number[]) {
  const group = routeGroup(fields);
  const tallies = group.destinations.map(({ id }, index) =>
    [id, { ...newTally(), active: active[index] }] as const
  );
  const snapshot = snapshotOf(openLedger(group, new Map(tallies)), 0, Date.now());
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

Deno.test('an ejected destination has no share while it is out', () => {
  const health = { ...DEFAULT_POLICIES.health, mode: 'on' as const, panicPercent: 0 };
  const group = new PlayedGroup({ destinations: split(50, 25, 25), health }, Date.UTC(2026, 0, 1));
  for (let failure = 0; failure < 5; failure++) group.end(group.placeAt(1), 'retried');
  for (const id of [2, 3, 3, 3]) group.placeAt(id);
  const snapshot = snapshotOf(group.ledger, 0, group.nowMs);
  assert.deepEqual(Object.fromEntries(shareDeviations(group.ledger.group, snapshot)), { 2: -1, 3: 1 });
});

Deno.test('a group that balances the calls placed has no shares of those in progress', () => {
  assert.deepEqual(deviations({ balance: 'calls' }, [70, 30]), {});
});
