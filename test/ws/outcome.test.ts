import assert from 'node:assert/strict';
import { type Outcome, readOutcome } from '../../src/routing/outcome.ts';
import { openVoiceClient, ROUTE_PATH } from '../support/voice-client.ts';

Deno.test('an outcome is told with a retry or a completion, in query or body, in whatever words', async () => {
  const { switchboard, post } = openVoiceClient();
  await post(ROUTE_PATH, 'session.id=a&outcome=BUSY');
  await post(`${ROUTE_PATH}?outcome=603`, 'session.id=b');
  await post(ROUTE_PATH, '{"session.id":"c","outcome":408}');
  await post('/ws/complete', 'session.id=d&outcome=far_end_disconnect');
  assert.deepEqual(switchboard.placed.map(({ outcome }) => outcome), ['busy', 'declined', 'no_answer']);
  assert.deepEqual(switchboard.completed.map(({ outcome }) => outcome), ['connected']);
});

Deno.test('the body\u2019s outcome outranks the query\u2019s, and saying nothing is no fault', async () => {
  const { switchboard, post } = openVoiceClient();
  await post(`${ROUTE_PATH}?outcome=busy`, 'session.id=a&outcome=failed');
  const answer = await (await post(ROUTE_PATH, 'session.id=b&outcome=undefined')).json();
  assert.deepEqual(switchboard.placed.map(({ outcome }) => outcome), ['failed', undefined]);
  assert.equal(answer.warning, undefined);
});

Deno.test('an outcome that nobody understands costs no call, and is remarked upon', async () => {
  const { switchboard, post } = openVoiceClient();
  const answer = await (await post(ROUTE_PATH, 'session.id=a&outcome=fine-I-think')).json();
  assert.equal(answer.success, true);
  assert.match(answer.warning, /outcome is not understood/);
  assert.equal(switchboard.placed[0].outcome, undefined);
});

Deno.test('the reference says which words mean which outcome', () => {
  const text = Deno.readTextFileSync(new URL('../../docs/reference/ws.md', import.meta.url));
  const rows = text.split('\n## Outcome')[1].split('\n## ')[0].split('\n').filter((line) =>
    line.startsWith('| `')
  );
  assert.equal(rows.length, 6);
  for (const row of rows) {
    const [outcome, ...words] = [...row.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
    for (const word of words.filter((each) => !/xx|…/.test(each))) {
      assert.equal(readOutcome(word), outcome as Outcome, word);
    }
  }
});
