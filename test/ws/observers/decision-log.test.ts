import assert from 'node:assert/strict';
import { createLog, type LogLevel } from '../../../src/log.ts';
import { DecisionLog } from '../../../src/ws/observers/decision-log.ts';
import { GroupAddresses } from '../../../src/ws/observers/group-addresses.ts';
import { MAX_BODY_BYTES } from '../../../src/ws/body.ts';
import { FakeSwitchboard, placed } from '../../support/fake-switchboard.ts';
import { routeGroup } from '../../support/groups.ts';
import { openVoiceClient, ROUTE_PATH } from '../../support/voice-client.ts';

const KEY = ROUTE_PATH.split('/').at(-1)!;

/** The data plane with its decisions noted, and the lines without their times. */
function openNoted(switchboard = new FakeSwitchboard(), level: LogLevel = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const tookMs: unknown[] = [];
  const log = createLog({
    level,
    format: 'json',
    write(line) {
      const { time: _, tookMs: took, ...fields } = JSON.parse(line);
      lines.push(fields);
      tookMs.push(took);
    },
  });
  const groups = new GroupAddresses();
  groups.configure(routeGroup({ id: 7, accountId: 2, key: KEY }));
  return {
    ...openVoiceClient({ observer: new DecisionLog(log, groups) }, switchboard),
    lines,
    tookMs,
    groups,
  };
}

Deno.test('a placed call is noted with its group, session, attempt and destination, and no key', async () => {
  const answer = placed({ destination: 'sip:1234@10.0.1.2', attempt: 2, degraded: true });
  const { post, lines, tookMs } = openNoted(new FakeSwitchboard({ place: () => answer }));
  await post(`${ROUTE_PATH}?session.id=a&outcome=busy`);
  assert.deepEqual(lines, [{
    level: 'debug',
    message: 'A call was placed.',
    account: 2,
    group: 7,
    session: 'a',
    attempt: 2,
    destination: 'sip:1234@10.0.1.2',
    outcome: 'busy',
    degraded: true,
  }]);
  assert.ok(tookMs.every((took) => typeof took === 'number' && took > 0));
});

Deno.test('refusals and last resorts are noted as what they are', async () => {
  const answers = [
    { kind: 'refused', reason: 'at_capacity', untilMs: null, degraded: false },
    { kind: 'last resort', destination: 'tel:911', reason: 'closed', degraded: false },
  ] as const;
  let next = 0;
  const { post, lines } = openNoted(new FakeSwitchboard({ place: () => answers[next++] }));
  for (const session of ['a', 'b']) await post(`${ROUTE_PATH}?session.id=${session}`);
  const common = { level: 'debug', account: 2, group: 7 };
  assert.deepEqual(lines, [
    { ...common, message: 'A request was refused.', session: 'a', error: 'at_capacity' },
    { ...common, message: 'A call was placed.', session: 'b', destination: 'tel:911', lastResort: true },
  ]);
});

Deno.test('completions are noted, within a group and everywhere', async () => {
  const { post, lines } = openNoted();
  await post(`/ws/complete/2/${KEY}?session.id=a`);
  await post('/ws/complete?session.id=b&outcome=declined');
  const common = { level: 'debug', message: 'A session was completed.', completed: 1 };
  assert.deepEqual(lines, [
    { ...common, account: 2, group: 7, session: 'a' },
    { ...common, session: 'b', outcome: 'declined' },
  ]);
});

Deno.test('what is no call of a group is noted as far as it could be read', async () => {
  const { post, lines, groups } = openNoted();
  groups.remove(7);
  await post('/ws/complete');
  await post(`${ROUTE_PATH}?session.id=a`, 'x'.repeat(MAX_BODY_BYTES + 1));
  await post('/ws/elsewhere');
  const refused = { level: 'debug', message: 'A request was refused.', error: 'bad_request' };
  assert.deepEqual(lines, [refused, { ...refused, account: 2 }, refused]);
});

Deno.test('nothing is noted at a higher level', async () => {
  const { post, lines } = openNoted(undefined, 'info');
  await post(`${ROUTE_PATH}?session.id=a`);
  assert.deepEqual(lines, []);
});
