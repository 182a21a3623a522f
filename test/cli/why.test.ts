import assert from 'node:assert/strict';
import { wrap } from '../../src/cli/why/wrap.ts';
import { commandLine } from '../support/command-line.ts';
import { openControlPlane } from '../manager/control-plane.ts';

async function withCall(body: (run: ReturnType<typeof commandLine>['run']) => Promise<void>) {
  await using server = await openControlPlane();
  const { key } = await server.create({
    destinations: [
      { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
      { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40, state: 'draining' },
    ],
  });
  await server.switchboard.place({ accountId: 1, key, session: 'a' });
  await server.switchboard.place({ accountId: 1, key, session: 'a', outcome: 'busy' });
  await body(commandLine(server.manager.app.fetch).run);
}

/** Times and lengths are whatever the clock said. */
const timeless = (text: string) =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replace(/after (less than )?[\d.]+ s/g, 'after N s');

Deno.test('why: tells a call step by step, with the figures behind each', () =>
  withCall(async (run) => {
    const { exitCode, out, err } = await run('why a');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(timeless(out).split('\n'), [
      'Session a',
      '',
      'TIME  Support (1), version 1: attempt 1 → Boston, tel:+16177123000; retried after N s, busy',
      '  Boston was the only destination that could take the call. Denver was draining.',
      '     DESTINATION  PERCENT  IN PROGRESS  BELOW ITS SHARE',
      '  >  Boston          60 %            0             1.00',
      '     Denver          40 %                                was draining',
      '',
      'TIME  Support (1), version 1: request 2; refused: nothing was left to try',
      '  Nothing could take the call: Boston had been tried and Denver was draining.',
      '     DESTINATION  PERCENT  IN PROGRESS  BELOW ITS SHARE',
      '     Boston          60 %                                had been tried',
      '     Denver          40 %                                was draining',
      '',
    ]);
  }));

Deno.test('why --json: gives what the REST API gives', () =>
  withCall(async (run) => {
    const { session, steps, keptDays } = JSON.parse((await run('why a --json')).out);
    assert.deepEqual([session, keptDays, steps.map(({ kind }: { kind: string }) => kind)], [
      'a',
      30,
      ['attempt', 'refusal'],
    ]);
  }));

Deno.test('why: a session that no call has ends with 1, and says for how long calls are kept', () =>
  withCall(async (run) => {
    assert.deepEqual(await run('why \u202eb'), {
      exitCode: 1,
      out: '',
      err: 'No call has the session \ufffdb. Calls are kept for 30 days after they end.\n',
    });
    const json = await run('why b --json');
    assert.deepEqual([json.exitCode, JSON.parse(json.out).steps], [1, []]);
  }));

Deno.test('why: sentences are broken between words', () => {
  assert.deepEqual(wrap('one two three four', 9), ['one two', 'three', 'four']);
  assert.deepEqual(wrap('unbreakable one', 4), ['unbreakable', 'one']);
  assert.deepEqual(wrap('', 4), ['']);
});
