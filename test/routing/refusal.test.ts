import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { OpeningHours } from '../../src/routing/policies.ts';
import type { Destination } from '../../src/routing/route-group.ts';
import { destination } from '../support/groups.ts';
import { PlayedGroup } from '../support/played-group.ts';

const MONDAY_TEN = Date.parse('2026-06-01T10:00Z');

const hours = (from: string): OpeningHours => ({
  timeZone: 'UTC',
  open: [{ days: ['mon'], from, to: '24:00' }],
  closed: [],
});

/** What keeps a destination from a call, and from when on it does not. */
const OBSTACLES = {
  off: { state: 'draining' },
  never: { maxActive: 0 },
  full: { maxActive: 1 },
  closed: { hours: hours('12:00') },
  closedLonger: { hours: hours('20:00') },
  overCap: { caps: [{ per: 'hour', calls: 1 }] },
  overDay: { caps: [{ per: 'day', calls: 1 }] },
  tried: {},
  ejected: {},
} as const satisfies Record<string, Partial<Destination>>;

type Obstacle = keyof typeof OBSTACLES;

/** The answer to a call for a group in which each destination has one of these obstacles. */
function refusalWith(...obstacles: Obstacle[]): string {
  const health = { ...DEFAULT_POLICIES.health, mode: 'on' as const, panicPercent: 0 };
  const open = destination(99, 100, { tier: 9 });
  const destinations = obstacles.map((name, index) => destination(index + 1, 10, OBSTACLES[name]));
  const group = new PlayedGroup({ health, destinations: [...destinations, open] }, MONDAY_TEN);
  obstacles.forEach((name, index) => {
    if (name === 'ejected') {
      for (let time = 0; time < 5; time++) group.end(group.placeAt(index + 1), 'retried');
    }
    if (['full', 'overCap', 'overDay'].includes(name)) group.placeAt(index + 1);
  });
  const tried = obstacles.flatMap((name, index) => name === 'tried' ? [index + 1] : []);
  const answer = group.ask([...tried, open.id]);
  if (answer.kind === 'placed') return `placed at ${answer.attempt.destinationId}`;
  const until = answer.untilMs === null
    ? ''
    : ` until ${new Date(answer.untilMs).toISOString().slice(11, 19)}`;
  return `${answer.reason}${until}`;
}

/** The table of refusals: of several obstacles, the one that is over first has the word. */
const TABLE: readonly (readonly [refusal: string, ...obstacles: Obstacle[]])[] = [
  ['at_capacity', 'full'],
  ['at_capacity', 'never'],
  ['at_capacity until 11:00:00', 'overCap'],
  ['unhealthy until 10:00:30', 'ejected'],
  ['closed until 12:00:00', 'closed'],
  ['exhausted', 'tried'],
  ['exhausted', 'off'],
  ['at_capacity', 'full', 'ejected', 'overCap', 'closed', 'tried', 'off'],
  ['unhealthy until 10:00:30', 'ejected', 'overCap', 'closed', 'tried', 'off', 'never'],
  ['at_capacity until 11:00:00', 'overCap', 'closed', 'tried', 'off'],
  ['closed until 12:00:00', 'closed', 'closedLonger', 'overDay', 'tried', 'off', 'never'],
  ['at_capacity', 'never', 'tried', 'off'],
];

for (const [refusal, ...obstacles] of TABLE) {
  Deno.test(`refuses with ${refusal} when destinations are ${obstacles.join(', ')}`, () => {
    assert.equal(refusalWith(...obstacles), refusal);
    assert.equal(refusalWith(...obstacles.toReversed()), refusal);
  });
}

Deno.test('refuses with no_destination when none takes calls', () => {
  const reasonFor = (destinations: readonly Destination[]) => {
    const answer = new PlayedGroup({ destinations }).ask();
    return answer.kind === 'refused' && [answer.reason, answer.untilMs];
  };
  assert.deepEqual(reasonFor([]), ['no_destination', null]);
  assert.deepEqual(reasonFor([destination(1, 0), destination(2, 100, { state: 'disabled' })]), [
    'no_destination',
    null,
  ]);
});

Deno.test('does not say when a trial that is under way will be over', () => {
  const health = { ...DEFAULT_POLICIES.health, mode: 'on' as const };
  const group = new PlayedGroup({ health, destinations: [destination(1, 50), destination(2, 50)] });
  for (let time = 0; time < 5; time++) group.end(group.placeAt(1), 'retried');
  group.pass(30);
  group.placeAt(1);
  const answer = group.ask([2]);
  assert.deepEqual(answer.kind === 'refused' && [answer.reason, answer.untilMs], ['unhealthy', null]);
});
