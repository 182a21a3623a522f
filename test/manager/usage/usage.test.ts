import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type ControlPlane, openControlPlane } from '../control-plane.ts';

Deno.test('whoever is about to delete a group sees how many calls it placed lately', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  await place(plane, key, ['a', 'b', 'b']);
  const asked = await plane.ask('GET', `/api/v1/groups/${id}/usage`, { as: '1-viewer' });
  assert.deepEqual([asked.status, asked.json], [200, { lastHour: 3, lastDay: 3 }]);
});

Deno.test('a deleted group still tells how many calls it placed', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  await place(plane, key, ['a']);
  await plane.ask('DELETE', `/api/v1/groups/${id}`);
  assert.equal((await plane.ask('GET', `/api/v1/groups/${id}/usage`)).json.lastDay, 1);
});

/** Places calls, and waits until they are written however slow the disk is. */
async function place({ switchboard }: ControlPlane, key: string, sessions: readonly string[]) {
  for (const session of sessions) await switchboard.place({ accountId: 1, key, session });
  while (switchboard.health().waiting > 0) await delay(5);
}
