import assert from 'node:assert/strict';
import { openLedger } from '../../../src/routing/ledger.ts';
import { countBefore, windowStarts } from '../../../src/simulation/replay/placed-before.ts';
import { destination, routeGroup } from '../../support/groups.ts';

const AT_MS = Date.UTC(2026, 2, 2, 12, 20);

const day = (calls: number) => [{ per: 'day', calls }] as const;
const allDay = { open: [], closed: [], timeZone: 'America/New_York' };

Deno.test('asks for what was placed since the hours, days and months began that caps count over', () => {
  const group = routeGroup({
    timeZone: 'Asia/Kolkata',
    destinations: [
      destination(1, 50, { caps: [...day(5), { per: 'hour', calls: 1 }, { per: 'month', calls: 9 }] }),
      destination(2, 50, { caps: day(5), hours: allDay }),
    ],
  });
  const times = [...windowStarts(group, AT_MS)].sort().map((ms) => new Date(ms).toISOString());
  assert.deepEqual(times, [
    '2026-02-28T18:30:00.000Z',
    '2026-03-01T18:30:00.000Z',
    '2026-03-02T05:00:00.000Z',
    '2026-03-02T11:30:00.000Z',
  ]);
  assert.deepEqual(windowStarts(routeGroup(), AT_MS), new Set());
});

Deno.test('caps go on from what was placed before, shared ones too', () => {
  const sharedCaps = [{ name: 'Vendor X', destinations: [1, 2], maxActive: null, caps: day(10) }];
  const destinations = [destination(1, 50, { caps: day(5) }), destination(2, 50)];
  const ledger = openLedger(routeGroup({ destinations, sharedCaps }));
  const midnight = Date.UTC(2026, 2, 2);
  countBefore(ledger, AT_MS, new Map([[midnight, new Map([[1, 3], [2, 4]])]]));
  const counted = ledger.lanes.map(({ tally }) => tally.meters!.map(({ calls }) => calls));
  assert.deepEqual(counted, [[3, 3], [4]]);
});
