import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FakeSwitchboard, placed } from '../support/fake-switchboard.ts';
import { routeGroup } from '../support/groups.ts';
import { exchange, RawConnection, type RawResponse } from '../support/raw-http.ts';
import { fieldsOf, openVoiceClient } from '../support/voice-client.ts';
import { openVoiceServer } from '../support/voice-server.ts';

/** The same cases in each run; another seed finds others. */
const SEED = 20_261_123;

const GROUP = routeGroup();

/** Text that has something to break: escapes, markup, halves of characters, zero, line ends, real parameters. */
const hostileText = fc.array(
  fc.oneof(
    fc.constantFrom(
      '%',
      '%C3',
      '%zz',
      '%00',
      '+',
      '&',
      '=',
      ';',
      '"',
      '<',
      ']]>',
      '{',
      '}',
      '[',
      '\\',
      '\r\n',
      '\0',
    ),
    fc.constantFrom('\ud800', '\udc00', '\u2028', '\ufeff', 'é', '𝄞', '--', 'undefined', 'null', '__proto__'),
    fc.constantFrom(
      'session.id=',
      'callid=',
      '{"session.id":"x"}',
      '{"session.id":',
      '1e999',
      'x'.repeat(600),
    ),
    fc.string({ unit: 'binary' }),
  ),
  { maxLength: 12 },
).map((parts) => parts.join(''));

const target = fc.oneof(
  fc.constantFrom('/ws', '/ws/', '/ws/route', '/ws/complete', '/ws/complete.xml', '/ws/complete/1/2/3'),
  fc.constantFrom('', '.xml', '.form', '.json', '/').map((end) => `/ws/route/1/${GROUP.key}${end}`),
  hostileText.map((text) => `/ws/${encodeURI(text.toWellFormed())}`),
);

const contentType = fc.option(fc.oneof(
  fc.constantFrom('application/json', 'application/x-www-form-urlencoded; charset=utf-16', 'text/xml'),
  fc.constantFrom(
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'multipart/form-data; boundary="',
  ),
));

const accept = fc.option(fc.constantFrom('*/*', 'text/xml', 'text/plain', 'text/xml;q=2;q=,,', 'image/png'));

const body = fc.oneof(
  hostileText.map((text) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>),
  hostileText.map((text) =>
    new TextEncoder().encode(
      `--x\r\nContent-Disposition: form-data; name="session.id"\r\n\r\n${text}\r\n--x--`,
    ) as Uint8Array<ArrayBuffer>
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
);

function assertWellFormed(type: string | null, text: string) {
  const { success, ...fields } = fieldsOf(type, text);
  if (success === 'true') assert.ok(fields.destination || fields.completed, text);
  else assert.ok(fields.error && fields.error !== 'internal' && fields.message, text);
}

Deno.test('whatever is sent is answered in its format, and no session reaches the switchboard that it can’t keep', async () => {
  const method = fc.constantFrom('POST', 'POST', 'PUT', 'GET');
  const query = hostileText.map((text) => encodeURI(text.toWellFormed()).replaceAll('%25', '%'));
  const request = fc.record({ method, target, query, contentType, accept, body, name: hostileText });
  await fc.assert(
    fc.asyncProperty(request, async ({ method, target, query, contentType, accept, body, name }) => {
      const switchboard = new FakeSwitchboard({ place: () => placed({ name }) });
      const headers = new Headers();
      if (contentType) headers.set('content-type', contentType);
      if (accept) headers.set('accept', accept);
      const { send } = openVoiceClient({}, switchboard);
      const init = { method, headers, body: method === 'GET' ? undefined : body };
      const response = await send(`${target}?${query}`, init);
      assert.equal(response.status, 200);
      assertWellFormed(response.headers.get('content-type'), await response.text());
      for (const { session } of [...switchboard.placed, ...switchboard.completed]) {
        if (session === undefined) continue;
        assert.ok(
          session.length > 0 && session.length <= 512 && session.isWellFormed() && !session.includes('\0'),
        );
      }
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

/** Nine times in ten a common value, so that odd ones are met alone as well as together. */
const mostly = <Value>(common: readonly Value[], odd: readonly Value[]) =>
  fc.oneof({ arbitrary: fc.constantFrom(...common), weight: 9 }, fc.constantFrom(...odd));

/** Requests that HTTP itself may refuse, cut off anywhere. */
const rawRequest = fc.record({
  method: mostly(['POST', 'GET', 'PUT'], ['HEAD', 'OPTIONS', 'DELETE', 'post', 'FOO', 'TRACE', 'CONNECT']),
  target: fc.oneof(
    { arbitrary: target, weight: 9 },
    fc.constantFrom(
      '*',
      'http://elsewhere.test/ws/complete',
      '/ws/route?\xff\xfe',
      `/ws/${'a'.repeat(9000)}`,
    ),
  ),
  version: mostly(['HTTP/1.1', 'HTTP/1.0'], ['HTTP/2.0', 'HTTP/9.9']),
  framing: mostly<(size: number) => string>(
    [
      (size) => `Content-Length: ${size}`,
      (size) => `Content-Length: ${size + 5}`,
      () => 'Transfer-Encoding: chunked',
    ],
    [
      (size) => `Content-Length: ${Math.max(0, size - 5)}`,
      () => 'Content-Length: -1',
      () => 'Content-Length: 99999999999999999999',
      () => 'Content-Length: 3\r\nContent-Length: 4',
      () => 'Transfer-Encoding: chunked\r\nContent-Length: 3',
      () => 'Expect: 100-continue\r\nContent-Length: 9',
      () => 'Host:',
    ],
  ),
  accept: mostly(['Accept: text/xml', 'Accept: '], ['X-Nothing: \xff', `X-Long: ${'x'.repeat(5000)}`]),
  body,
  chunked: fc.boolean(),
  cutAt: mostly<number | null>([null], [0.1, 0.3, 0.5, 0.7, 0.9, 0.97]),
});

type RawRequest = typeof rawRequest extends fc.Arbitrary<infer Value> ? Value : never;

function bytesOf({ method, target, version, framing, accept, body, chunked, cutAt }: RawRequest): Uint8Array {
  const head = `${method} ${target} ${version}\r\nHost: a\r\n${framing(body.length)}\r\n${accept}\r\n\r\n`;
  const [before, after] = chunked ? [`${body.length.toString(16)}\r\n`, '\r\n0\r\n\r\n'] : ['', ''];
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const bytes = new Uint8Array([...latin1(head + before), ...body, ...latin1(after)]);
  return cutAt === null ? bytes : bytes.subarray(0, Math.floor(cutAt * bytes.length));
}

function assertHarmless(response: RawResponse | undefined) {
  if (response === undefined || response.body === '') return;
  assert.ok(response.status < 500, `HTTP ${response.status}`);
  if ([200, 405, 413].includes(response.status)) {
    assertWellFormed(response.headers.get('content-type') ?? null, response.body);
  }
}

Deno.test('no bytes on a socket bring a server error, or stop the answers to others', async () => {
  const server = await openVoiceServer([GROUP], { bodyTimeoutMs: 50 });
  const good = `POST /ws/complete HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\nsession.id=1`;
  try {
    await fc.assert(
      fc.asyncProperty(rawRequest, async (request) => {
        const connection = await RawConnection.open(server.port);
        // The server may close before everything is sent; what is cut off ends there.
        await connection.send(bytesOf(request)).catch(() => {});
        if (request.cutAt !== null) await connection.endSending().catch(() => {});
        for (let interim = 0; interim < 3; interim++) {
          const response = await connection.response();
          assertHarmless(response);
          if (response === undefined || response.status >= 200) break;
        }
        connection.close();
      }),
      { seed: SEED, numRuns: 400 },
    );
    const answer = await exchange(server.port, good);
    assert.equal(answer?.body, '{"success":true,"completed":0}');
  } finally {
    await server.close();
  }
});

Deno.test('connections that say half a request and then nothing hold up nobody', async () => {
  const server = await openVoiceServer([GROUP]);
  const halves = [
    '',
    'P',
    'POST /ws/comp',
    'POST /ws/complete HTTP/1.1\r\nHost: a\r\nX-',
    'GET /ws HTTP/1.1\r\n',
  ];
  const silent = await Promise.all(Array.from({ length: 100 }, () => RawConnection.open(server.port)));
  try {
    await Promise.all(silent.map((connection, index) => connection.send(halves[index % halves.length])));
    const answer = await exchange(server.port, 'GET /ws/complete?session.id=1 HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal(answer?.body, '{"success":true,"completed":0}');
  } finally {
    for (const connection of silent) connection.close();
    await server.close();
  }
});
