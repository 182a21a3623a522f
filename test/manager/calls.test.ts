import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../src/routing/outcome.ts';
import { type ControlPlane, openControlPlane } from './control-plane.ts';

async function call({ switchboard }: ControlPlane, key: string, session: string, outcome?: Outcome) {
  await switchboard.place({ accountId: 1, key, session, outcome });
  while (switchboard.health().waiting > 0) await delay(5);
}

const find = (plane: ControlPlane, session: string, as = '1-viewer') =>
  plane.ask('GET', `/api/v1/calls?${new URLSearchParams({ session })}`, { as });

Deno.test('a call is told by its session, every attempt and refusal with its reason', async () => {
  await using plane = await openControlPlane();
  const { id, key, destinations: [boston, denver] } = await plane.create({ lastResort: 'tel:+16175550100' });
  const session = '000005;000;1190752725 &é';
  await call(plane, key, session);
  await call(plane, key, session, 'no_answer');
  await call(plane, key, session);
  const { status, json: { steps: [first, second, third], ...rest } } = await find(plane, session);
  assert.deepEqual([status, rest], [200, { session, hasEarlier: false, keptDays: 30 }]);

  assert.deepEqual(first.group, { id, name: 'Support', version: 1, balance: 'active' });
  assert.deepEqual(first.destination, { id: boston.id, name: 'Boston', uri: 'tel:+16177123000' });
  assert.equal(first.because, 'Boston was 0.6 calls below its share, the furthest of 2.');
  assert.deepEqual([first.endReason, first.outcome, first.endedAt], ['retried', 'no_answer', second.at]);
  assert.deepEqual(first.decision, {
    candidates: [
      {
        ...{ id: boston.id, name: 'Boston', tier: 1, percent: 60, weight: 60, active: 0, deficit: 0.6 },
        ...{ heldBack: false, chosen: true },
      },
      {
        ...{ id: denver.id, name: 'Denver', tier: 1, percent: 40, weight: 40, active: 0, deficit: 0.4 },
        ...{ heldBack: false, chosen: false },
      },
    ],
    excluded: [],
    others: 0,
    endedBy: null,
  });
  assert.deepEqual(second.tried, [{ id: boston.id, name: 'Boston' }]);
  assert.equal(
    second.because,
    'Denver was the only destination that could take the call. Boston had been tried.',
  );
  assert.deepEqual([third.kind, third.reason, third.number], ['refusal', 'exhausted', 3]);
  assert.equal(third.lastResort, 'tel:+16175550100');
  assert.equal(
    third.because,
    'Nothing could take the call: Boston had been tried and Denver had been tried. ' +
      'It got the group’s last resort, tel:+16175550100.',
  );
});

Deno.test('a call is explained with the names and the rule that its group had then', async () => {
  await using plane = await openControlPlane();
  const { id, key, destinations } = await plane.create();
  await call(plane, key, 'a');
  const renamed = destinations.map((each) => ({ ...each, name: `New ${each.name}` }));
  await plane.ask('PUT', `/api/v1/groups/${id}`, {
    json: { name: 'Sales', balance: 'calls', destinations: renamed },
    headers: { 'if-match': '"1"' },
  });
  await call(plane, key, 'b');
  const [[first], [second]] = [(await find(plane, 'a')).json.steps, (await find(plane, 'b')).json.steps];
  assert.deepEqual([first.group.name, first.group.balance, first.destination.name], [
    'Support',
    'active',
    'Boston',
  ]);
  assert.match(first.because, /^Boston was 0\.6 calls below/);
  assert.deepEqual([second.group.version, second.destination.name], [2, 'New Denver']);
  assert.equal(second.because, 'New Denver was owed 0.8 calls, the most of 2.');
});

Deno.test('a call of a version that is not to be found is told, and not explained', async () => {
  await using plane = await openControlPlane();
  const { key, id } = await plane.create();
  const [group] = await plane.directory.everyGroup();
  plane.switchboard.configure({ ...group, version: 9 });
  await call(plane, key, 'a');
  const { json: { steps: [step] } } = await find(plane, 'a');
  assert.deepEqual(step.group, { id, name: '', version: 9, balance: null });
  assert.equal(step.destination.name, 'Destination 1');
  assert.match(step.because, /^Version 9 of route group 1 is not to be found/);
});

Deno.test('a session that no call has is answered without steps, and so is that of another account', async () => {
  await using plane = await openControlPlane();
  const { key } = await plane.create();
  await call(plane, key, 'a');
  for (const [session, as] of [['b', '1-viewer'], ['a', '2-owner']]) {
    const { status, json } = await find(plane, session, as);
    assert.deepEqual([status, json.steps], [200, []]);
  }
  assert.equal((await plane.ask('GET', '/api/v1/calls')).status, 422);
  for (const odd of ['', 'x'.repeat(513), 'nul\0']) assert.equal((await find(plane, odd)).status, 422);
});

Deno.test('the calls of a group are listed page by page, the newest first', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  for (let number = 1; number <= 5; number++) await call(plane, key, `s${number}`);
  const pages: string[][] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await plane.ask('GET', `/api/v1/groups/${id}/calls?limit=2${next && `&before=${next}`}`);
    pages.push(page.json.steps.map(({ session }: { session: string }) => session));
    next = page.json.next;
  }
  assert.deepEqual(pages, [['s5', 's4'], ['s3', 's2'], ['s1']]);
  await plane.ask('DELETE', `/api/v1/groups/${id}`);
  assert.equal(
    (await plane.ask('GET', `/api/v1/groups/${id}/calls`, { as: '1-viewer' })).json.steps.length,
    5,
  );
  assert.equal((await plane.ask('GET', `/api/v1/groups/${id}/calls`, { as: '2-owner' })).status, 404);
  for (
    const odd of ['limit=0', 'limit=101', 'before=yesterday', 'before=2026-01-01T00:00:00.000Z_0', 'x=1']
  ) {
    assert.equal((await plane.ask('GET', `/api/v1/groups/${id}/calls?${odd}`)).status, 422, odd);
  }
});
