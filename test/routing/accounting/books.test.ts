import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sumOf } from '../../../src/routing/accounting/time-buckets.ts';
import type { Attempt } from '../../../src/routing/attempt.ts';
import type { Ending } from '../../../src/routing/ending.ts';
import { countedIn } from '../../../src/routing/tally.ts';
import { writeTallies } from '../../../src/switchboard/books/tallies-text.ts';
import { split } from '../../support/groups.ts';
import { PlayedGroup } from '../../support/played-group.ts';

const ending: fc.Arbitrary<Ending> = fc.constantFrom<Ending>(
  { reason: 'completed' },
  { reason: 'completed', outcome: 'connected' },
  { reason: 'completed', outcome: 'caller_hung_up' },
  { reason: 'retried' },
  { reason: 'retried', outcome: 'busy' },
  { reason: 'expired' },
  { reason: 'superseded' },
);
const step = fc.record({
  seconds: fc.constantFrom(0, 1, 5, 40, 200, 900),
  ends: fc.nat(40),
  how: ending,
  tried: fc.subarray([1, 2]),
  restarts: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
});

for (const balance of ['active', 'calls'] as const) {
  Deno.test(`${balance}: whatever happens, the books balance, and go on after a restart as without one`, () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
        const groups = [1, 2].map(() => new PlayedGroup({ balance, destinations: split(50, 30, 20) }));
        const [group, restarted] = groups;
        const open: Attempt[] = [];
        let ended = 0;
        for (const { seconds, ends, how, tried, restarts } of steps) {
          for (const each of groups) each.pass(seconds);
          const [attempt, same] = groups.map((each) => each.place(tried));
          assert.deepEqual(same, attempt);
          open.push(attempt);
          if (ends < open.length) {
            const [over] = open.splice(ends, 1);
            for (const each of groups) each.end(over, how);
            ended += 1;
          }
          checkBooks(group, open, ended);
          if (restarts) restarted.restart();
          assert.equal(writeTallies(restarted.ledger.tallies), writeTallies(group.ledger.tallies));
        }
      }),
      { numRuns: 100 },
    );
  });
}

/** Every open attempt counts or is stale; every ghost has its time; placed is what is open and what has ended. */
function checkBooks({ ledger }: PlayedGroup, open: readonly Attempt[], ended: number) {
  let [active, placed] = [0, 0];
  for (const [id, tally] of ledger.tallies) {
    assert.equal(tally.active, open.filter(({ destinationId }) => destinationId === id).length);
    if (tally.ages) assert.equal(sumOf(tally.ages) + tally.stale, tally.active);
    assert.equal(tally.ghosts, sumOf(tally.ghostTimes ?? []));
    assert.ok(countedIn(tally) >= 0 && tally.stale >= 0 && tally.stale <= tally.active);
    active += tally.active;
    placed += tally.placed;
  }
  assert.deepEqual([active, placed], [open.length, open.length + ended]);
}
