import assert from 'node:assert/strict';
import { routeGroup, split } from '../support/groups.ts';
import { snapshotOf } from '../support/snapshot.ts';
import { exchange, RawConnection, type RawResponse } from '../support/raw-http.ts';
import { fieldsOf } from '../support/voice-client.ts';
import { openVoiceServer, type VoiceServer } from '../support/voice-server.ts';

const GROUP = routeGroup({ destinations: split(60, 40) });
const ROUTE = `/ws/route/${GROUP.accountId}/${GROUP.key}`;
const HOST = 'Host: routes.local.plumvoice.com';

/** Of an answer with nothing odd about it. */
const FIELDS = ['success', 'destination', 'name', 'attempt', 'destinations'];

const test = (title: string, body: (server: VoiceServer) => Promise<void>, options = {}) =>
  Deno.test(title, async () => {
    const server = await openVoiceServer([GROUP], options);
    try {
      await body(server);
    } finally {
      await server.close();
    }
  });

const active = async ({ switchboard }: VoiceServer) => (await snapshotOf(switchboard, GROUP.id))!.active;

/** What the seed's `<transfer>` dials. */
function transferTo(response: RawResponse | undefined): string {
  const route = JSON.parse(response!.body);
  return 'success' in route && route.success ? route.destination : '16177123000';
}

/** What Standard VoiceXML 2.1 platforms, dialplans and SIP servers read: the fields of an answer. */
function read(response: RawResponse | undefined): Record<string, string> {
  assert.equal(response?.status, 200);
  return fieldsOf(response.headers.get('content-type')!, response.body);
}

const post = (path: string, lines: readonly string[], body: string) =>
  [`POST ${path} HTTP/1.1`, ...lines, `Content-Length: ${body.length}`, '', body].join('\r\n');

test('JVoiceXML is routed, retries, and completes twice', async (server) => {
  const ask = (path: string) =>
    exchange(
      server.port,
      post(
        `${path}?session.id=0b0f6a3c-5c0b-4c56-8d37-a52b3a3a8f6e`,
        [HOST, 'Connection: Keep-Alive', 'User-Agent: Apache-HttpClient/4.5.13 (Java/11.0.22)'],
        '',
      ),
    );
  assert.equal(transferTo(await ask(ROUTE)), 'sip:a@10.0.0.1');
  assert.equal(transferTo(await ask(ROUTE)), 'sip:b@10.0.0.1');
  assert.deepEqual(read(await ask('/ws/complete')), { success: 'true', completed: '1' });
  assert.deepEqual(read(await ask('/ws/complete')), { success: 'true', completed: '0' });
  assert.equal(await active(server), 0);
});

for (const agent of ['OpenVXI/3.0', 'AvayaVXI/2.0']) {
  test(`${agent} is told to continue before it sends its body`, async (server) => {
    const connection = await RawConnection.open(server.port);
    const body = 'session.id=abc%20123%2F%2B%C3%A9';
    const ask = async (path: string) => {
      await connection.send(
        post(path, [
          HOST,
          `User-Agent: ${agent}`,
          'Accept: */*',
          'Content-Type: application/x-www-form-urlencoded',
          'Expect: 100-continue',
        ], body).slice(0, -body.length),
      );
      assert.equal((await connection.response())?.status, 100);
      await connection.send(body);
      return await connection.response();
    };
    try {
      assert.equal(transferTo(await ask(ROUTE)), 'sip:a@10.0.0.1');
      assert.equal(read(await ask('/ws/complete')).completed, '1');
    } finally {
      connection.close();
    }
  });
}

test('Plum is routed by form, by multipart and by GET', async (server) => {
  const accept = 'Accept: application/json';
  const form = post(
    ROUTE,
    [HOST, accept, 'Content-Type: application/x-www-form-urlencoded'],
    'session.id=000005%3B000%3B1190752725',
  );
  assert.equal(read(await exchange(server.port, form)).attempt, '1');
  const multipart = post(
    ROUTE,
    [HOST, accept, 'Content-Type: multipart/form-data; boundary=------------------------d74496d66958873e'],
    '--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name="session.id"\r\n\r\n' +
      '000005;000;1190752725\r\n--------------------------d74496d66958873e--\r\n',
  );
  assert.equal(read(await exchange(server.port, multipart)).attempt, '2');
  const get = `GET ${ROUTE}?session.id=000005;000;1190752725 HTTP/1.1\r\n${HOST}\r\n${accept}\r\n\r\n`;
  assert.equal(transferTo(await exchange(server.port, get)), '16177123000', 'both were tried');
});

test('a VoiceXML 2.1 platform reads its destination from XML', async (server) => {
  const response = await exchange(
    server.port,
    post(`${ROUTE}.xml`, [HOST, 'Content-Type: application/x-www-form-urlencoded'], 'session_id=abc'),
  );
  assert.deepEqual(read(response), {
    success: 'true',
    destination: 'sip:a@10.0.0.1',
    name: 'A',
    attempt: '1',
    destinations: 'sip:a@10.0.0.1 sip:b@10.0.0.1',
  });
});

test('Genesys PureConnect puts JSON', async (server) => {
  const request = post(ROUTE, [HOST, 'Content-Type: application/json'], '{"session.id":"3001246543"}');
  assert.equal(read(await exchange(server.port, request)).attempt, '1');
  assert.equal(read(await exchange(server.port, request.replace('POST', 'PUT'))).attempt, '2');
});

test('Cisco’s gateway closes TCP after each answer', async (server) => {
  for (let call = 1; call <= 20; call++) {
    const connection = await RawConnection.open(server.port);
    await connection.send(
      `GET ${ROUTE}?session.callid=${call} HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`,
    );
    assert.deepEqual(Object.keys(read(await connection.response())), FIELDS);
    assert.equal(await connection.response(), undefined, 'the server closes as well');
    connection.close();
  }
  assert.equal(await active(server), 20);
});

test('Kamailio’s http_client_query gets JSON on one line', async (server) => {
  const response = await exchange(
    server.port,
    post(ROUTE, [
      HOST,
      'User-Agent: kamailio (5.8.2 (x86_64/linux))',
      'Accept: */*',
      'Content-Type: application/x-www-form-urlencoded',
    ], 'callid=3c26700c1adb-gcwzbnxrmqxi@192.0.2.4'),
  );
  assert.deepEqual(read(response), {
    success: 'true',
    destination: 'sip:a@10.0.0.1',
    name: 'A',
    attempt: '1',
    destinations: 'sip:a@10.0.0.1,sip:b@10.0.0.1',
  });
});

test('Asterisk’s CURL() gets what HASH() takes', async (server) => {
  const response = await exchange(
    server.port,
    post(`${ROUTE}.form`, [
      HOST,
      'User-Agent: asterisk-libcurl-agent/1.0',
      'Accept: */*',
      'Content-Type: application/x-www-form-urlencoded',
    ], 'session.id=1700000000.42'),
  );
  assert.equal(
    response?.body,
    'success=true&destination=sip%3Aa%4010.0.0.1&name=A&attempt=1&destinations=sip%3Aa%4010.0.0.1%20sip%3Ab%4010.0.0.1',
  );
});

test('a client of HTTP/1.0 is answered', async (server) => {
  const response = await exchange(server.port, `GET ${ROUTE}?session.id=abc HTTP/1.0\r\n\r\n`);
  assert.equal(read(response).attempt, '1');
});

test('requests in a row on one connection are answered in a row', async (server) => {
  const connection = await RawConnection.open(server.port);
  const ask = post(ROUTE, [HOST], 'session.id=abc');
  await connection.send(ask + ask + post('/ws/complete', [HOST], 'session.id=abc'));
  const answers = [];
  for (let count = 0; count < 3; count++) answers.push(read(await connection.response()));
  connection.close();
  assert.deepEqual(answers.map(({ attempt, completed }) => attempt ?? completed), ['1', '2', '1']);
});

test('a body in chunks is read', async (server) => {
  const response = await exchange(
    server.port,
    `POST ${ROUTE} HTTP/1.1\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n` +
      '8\r\nsession.\r\n6\r\nid=abc\r\n0\r\n\r\n',
  );
  assert.equal(read(response).warning, undefined);
});

test('a body that says it is absurdly large is refused before it is sent', async (server) => {
  const request = post(ROUTE, [HOST], '').replace('Content-Length: 0', 'Content-Length: 99999999');
  assert.equal((await exchange(server.port, request))?.status, 413);
  assert.equal(await active(server), 0);
});

test('a client that sends half a body holds up nobody, and is answered itself', async (server) => {
  const slow = await RawConnection.open(server.port);
  await slow.send(post(`${ROUTE}?session.id=slow`, [HOST], 'session.id=abcdef').slice(0, -3));
  for (let call = 1; call <= 20; call++) {
    const response = await exchange(server.port, post(ROUTE, [HOST], `session.id=${call}`));
    assert.equal(read(response).attempt, '1');
  }
  const late = await slow.response();
  assert.match(read(late).warning, /did not arrive in time/);
  assert.equal(late!.headers.get('connection'), 'close');
  slow.close();
}, { bodyTimeoutMs: 200 });

test('a client that hangs up in the middle of its body places no call', async (server) => {
  const connection = await RawConnection.open(server.port);
  await connection.send(post(`${ROUTE}?session.id=gone`, [HOST], 'session.id=abcdef').slice(0, -3));
  await connection.endSending();
  const answer = await connection.response();
  connection.close();
  if (answer) assert.equal(read(answer).error, 'bad_request');
  assert.equal(await active(server), 0);
});
