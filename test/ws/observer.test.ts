import assert from 'node:assert/strict';
import { MAX_BODY_BYTES } from '../../src/ws/body.ts';
import type { WsObserver } from '../../src/ws/observer.ts';
import { FakeSwitchboard, placed } from '../support/fake-switchboard.ts';
import { openVoiceClient, ROUTE_PATH } from '../support/voice-client.ts';

/** The data plane, and what was asked and answered as it tells it. */
function openObserved(switchboard = new FakeSwitchboard()) {
  const told: string[] = [];
  const tookMs: number[] = [];
  const observer: WsObserver = {
    answered(answer, took, target) {
      told.push(
        `${target.kind}: ${answer.success ? 'success' : answer.error}${answer.degraded ? ', degraded' : ''}`,
      );
      tookMs.push(took);
    },
  };
  return { ...openVoiceClient({ observer }, switchboard), told, tookMs };
}

Deno.test('every answer is told once, with what was asked', async () => {
  const { post, told, tookMs } = openObserved();
  await post(`${ROUTE_PATH}?session.id=a`);
  await post('/ws/complete?session.id=a');
  await post('/ws/complete');
  await post('/ws/route/nobody');
  await post('/ws/elsewhere');
  await post(ROUTE_PATH, 'x'.repeat(MAX_BODY_BYTES + 1));
  assert.deepEqual(told, [
    'route: success',
    'complete: success',
    'complete: bad_request',
    'no group: unknown_route',
    'nothing: bad_request',
    'route: bad_request',
  ]);
  assert.ok(tookMs.every((took) => took > 0));
});

Deno.test('answers from memory, and faults of ours, are told as such', async () => {
  const answers = [() => placed({ degraded: true }), () => {
    throw new Error('broken');
  }];
  const { post, told } = openObserved(new FakeSwitchboard({ place: () => answers.shift()!() }));
  for (let call = 0; call < 2; call++) await post(`${ROUTE_PATH}?session.id=a`);
  assert.deepEqual(told, ['route: success, degraded', 'route: internal']);
});

Deno.test('a request that asks for nothing is no answer', async () => {
  const { send, told } = openObserved();
  for (const method of ['HEAD', 'OPTIONS', 'DELETE']) await send(ROUTE_PATH, { method });
  assert.deepEqual(told, []);
});
