import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { wsErrors } from '../../src/contract/errors.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { openVoiceServer } from '../support/voice-server.ts';

interface Answer {
  readonly success: boolean;
  readonly destination?: string;
  readonly error?: string;
  readonly message?: string;
  readonly warning?: string;
}

interface Case {
  readonly code: keyof typeof wsErrors;
  readonly when: string;
  readonly group?: Partial<RouteGroup>;
  /** Calls that are placed before the one that is refused; `session&failed` ones fail at once. */
  readonly before?: readonly string[];
  readonly asks: string;
  /** In the message, besides what the code means. */
  readonly says?: RegExp;
}

const NEVER_OPEN = { timeZone: 'UTC', open: [], closed: [] };

/** Open some hours of a day that is not today. */
function anotherDay() {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const day = days[(new Date().getUTCDay() + 3) % 7];
  return { timeZone: 'UTC', open: [{ days: [day], from: '08:00', to: '18:00' }], closed: [] };
}

const CASES: readonly Case[] = [
  {
    code: 'no_destination',
    when: 'its destination is disabled',
    group: { destinations: [destination(1, 100, { state: 'disabled' })] },
    asks: 'a',
  },
  {
    code: 'at_capacity',
    when: 'as many calls are in progress as may be',
    group: { destinations: [destination(1, 100, { maxActive: 1 })] },
    before: ['a'],
    asks: 'b',
  },
  {
    code: 'at_capacity',
    when: 'the calls of the day are used up',
    group: { destinations: [destination(1, 100, { caps: [{ per: 'day', calls: 1 }] })] },
    before: ['a'],
    asks: 'b',
    says: /over at .*T00:00:00.000Z/,
  },
  {
    code: 'closed',
    when: 'its destination never opens',
    group: { destinations: [destination(1, 100, { hours: NEVER_OPEN })] },
    asks: 'a',
  },
  {
    code: 'closed',
    when: 'its destination opens on another day',
    group: { destinations: [destination(1, 100, { hours: anotherDay() })] },
    asks: 'a',
    says: /over at .*T08:00:00.000Z/,
  },
  {
    code: 'unhealthy',
    when: 'its destination is ejected, and the next tier has had its calls of the day',
    group: {
      health: { ...DEFAULT_POLICIES.health, mode: 'on' },
      destinations: [
        destination(1, 100),
        destination(2, 100, { tier: 2, caps: [{ per: 'day', calls: 1 }] }),
      ],
    },
    before: [...Array.from({ length: 5 }, (_, call) => `f${call}&failed`), 'x'],
    asks: 'a',
    says: /over at /,
  },
  { code: 'exhausted', when: 'it has tried every destination', before: ['a', 'a'], asks: 'a' },
  {
    code: 'exhausted',
    when: 'it has had all attempts',
    group: { maxAttempts: 1 },
    before: ['a'],
    asks: 'a',
  },
  {
    code: 'exhausted',
    when: 'the callee said no',
    group: { terminalOutcomes: ['declined'] },
    before: ['a'],
    asks: 'a&outcome=declined',
  },
];

for (const { code, when, group = {}, before = [], asks, says = /./ } of CASES) {
  Deno.test(`a caller is told ${code} over HTTP when ${when}`, async () => {
    const configured = routeGroup({ destinations: split(60, 40), ...group });
    const server = await openVoiceServer([configured]);
    const post = async (path: string, body: string): Promise<Answer> => {
      const url = `http://127.0.0.1:${server.port}/ws/${path}`;
      const response = await fetch(url, { method: 'POST', body: `session.id=${body}` });
      assert.equal(response.status, 200);
      return await response.json();
    };
    const route = (body: string) => post(`route/1/${configured.key}`, body);
    for (const step of before) {
      const [session, outcome] = step.split('&');
      assert.equal((await route(session)).success, true, step);
      if (outcome) await post('complete', `${session}&outcome=${outcome}`);
    }
    const { success, error, message } = await route(asks);
    assert.deepEqual([success, error], [false, code]);
    assert.ok(message?.startsWith(wsErrors[code]), String(message));
    assert.match(message ?? '', says);
    server.switchboard.configure({ ...configured, version: 2, lastResort: 'tel:+18005550199' });
    const rescued = await route(asks);
    if (asks.includes('declined')) assert.equal(rescued.success, false, 'the caller was told no');
    else assert.deepEqual([rescued.destination, rescued.warning], ['tel:+18005550199', wsErrors[code]]);
    await server.close();
  });
}

Deno.test('a caller is told unknown_route and bad_request over HTTP', async () => {
  const server = await openVoiceServer([]);
  const ask = async (path: string) =>
    await (await fetch(`http://127.0.0.1:${server.port}/ws/${path}`)).json();
  assert.deepEqual((await ask('route/1/24d2')).error, 'unknown_route');
  assert.deepEqual((await ask('complete')).error, 'bad_request');
  await server.close();
});

Deno.test('every code but internal, which is our own fault, is reached over HTTP here', () => {
  const reached = new Set<string>([...CASES.map(({ code }) => code), 'unknown_route', 'bad_request']);
  assert.deepEqual(Object.keys(wsErrors).filter((code) => !reached.has(code)), ['internal']);
});
