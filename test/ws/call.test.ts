import assert from 'node:assert/strict';
import { openVoiceClient, ROUTE_PATH } from '../support/voice-client.ts';
import { whileServing } from '../support/while-serving.ts';

interface Sent {
  readonly query?: string;
  readonly body?: BodyInit;
  readonly type?: string;
  readonly method?: string;
}

const FORM = 'application/x-www-form-urlencoded';
const PLUM_ID = '000005;000;1190752725';

const multipart = (...fields: [string, string | Blob][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const understood: Record<string, [Sent, string]> = {
  'a form': [{ body: `session.id=abc`, type: FORM }, 'abc'],
  'a form that names its charset': [{ body: 'session.id=%C3%A9', type: `${FORM}; charset=UTF-8` }, 'é'],
  'a form without a type': [{ body: bytes('session.id=abc') }, 'abc'],
  'a form under a wrong type': [{ body: 'session.id=abc', type: 'application/json' }, 'abc'],
  'OpenVXI’s escapes': [{ body: 'session.id=abc%20123%2F%2B%C3%A9%3B', type: FORM }, 'abc 123/+é;'],
  'a + for a space': [{ body: 'session.id=a+b', type: FORM }, 'a b'],
  'a session id of Plum': [{ body: `session.id=${PLUM_ID}`, type: FORM }, PLUM_ID],
  'spaces around an id, which are part of it': [{ body: 'session.id=%20a%20', type: FORM }, ' a '],
  'an escaped name': [{ body: 'session%2Eid=abc', type: FORM }, 'abc'],
  'an id with an equals sign': [{ body: 'session.id=a=b==', type: FORM }, 'a=b=='],
  'escapes in Latin-1': [{ body: 'session.id=caf%E9', type: FORM }, 'café'],
  'bytes in Latin-1': [{ body: bytes('session.id=caf\xe9') }, 'café'],
  'a % that escapes nothing': [{ body: 'session.id=100%&x=%zz', type: FORM }, '100%'],
  'half an escape beside a whole one': [{ body: 'session.id=%E9%2%4x%41', type: FORM }, 'é%2%4xA'],
  'a field among others': [{ body: 'a=1&&=&session.id=abc&b', type: FORM }, 'abc'],
  'the first of two': [{ body: 'session.id=one&session.id=two', type: FORM }, 'one'],
  'the second of two when the first is empty': [{ body: 'session.id=&session.id=two', type: FORM }, 'two'],
  'the name that comes first in the list': [{ body: 'callid=low&session.id=high', type: FORM }, 'high'],
  'the next name when the first says undefined': [{ body: 'session.id=undefined&callid=c', type: FORM }, 'c'],
  'the next name when the first says null': [{ body: 'session.id=null&callid=c', type: FORM }, 'c'],
  'JSON': [{ body: '{"session.id":"abc"}', type: 'application/json' }, 'abc'],
  'JSON without a type': [{ body: bytes(' \r\n{"session.id":"abc"}') }, 'abc'],
  'JSON behind a byte order mark': [{ body: '\ufeff{"session.id":"abc"}', type: 'application/json' }, 'abc'],
  'JSON under a wrong type': [{ body: '{"session.id":"abc"}', type: FORM }, 'abc'],
  'JSON by PUT': [{ body: '{"session.id":"abc"}', type: 'application/json', method: 'PUT' }, 'abc'],
  'a JSON number of more digits than a double has': [
    { body: '{"callid":12345678901234567890}', type: 'application/json' },
    '12345678901234567890',
  ],
  'JSON beside nested values, which do not count': [
    { body: '{"session":{"id":"nested"},"callid":["x"],"CallSid":"c"}', type: 'application/json' },
    'c',
  ],
  'JSON with a name that objects have anyway': [
    { body: '{"__proto__":"x","session.id":"abc"}', type: 'application/json' },
    'abc',
  ],
  'a multipart form': [{ body: multipart(['a', 'b'], ['session.id', 'äbc']) }, 'äbc'],
  'a multipart form with a file': [
    { body: multipart(['session.id', new Blob(['x'])], ['callid', 'abc']) },
    'abc',
  ],
  'a query and an empty body, as JVoiceXML sends': [{ query: 'session.id=abc', method: 'POST' }, 'abc'],
  'a query by GET': [{ query: 'session.id=a%20b+c', method: 'GET' }, 'a b c'],
  'a query beside a body about other things': [{ query: 'session.id=abc', body: 'a=b', type: FORM }, 'abc'],
  'the body rather than the query': [{ query: 'session.id=query', body: 'callid=body', type: FORM }, 'body'],
  'the query when the body says nothing': [{ query: 'callid=q', body: 'session.id=', type: FORM }, 'q'],
  'an id of 512 characters': [{ body: `session.id=${'x'.repeat(512)}`, type: FORM }, 'x'.repeat(512)],
};

for (const [what, [{ query, body, type, method = 'POST' }, session]] of Object.entries(understood)) {
  Deno.test(`a session is read from ${what}`, async () => {
    const { switchboard, send } = openVoiceClient();
    const headers: HeadersInit = type ? { 'content-type': type } : {};
    const response = await send(`${ROUTE_PATH}${query ? `?${query}` : ''}`, { method, body, headers });
    assert.deepEqual(switchboard.placed.map((request) => request.session), [session]);
    assert.equal('warning' in await response.json(), false);
  });
}

const odd: Record<string, [Sent, RegExp, string?]> = {
  'no session': [{ method: 'POST' }, /^No session id was sent.*session\.id.*expires\.$/],
  'an empty session': [{ body: 'session.id=', type: FORM }, /^No session id/],
  'the session undefined': [{ query: 'session.id=undefined' }, /^No session id/],
  'the session null': [{ body: '{"session.id":null}' }, /^No session id/],
  'JSON that is a list': [{ body: '["abc"]', type: 'application/json' }, /^No session id/],
  'JSON that breaks off': [
    { query: 'callid=abc', body: '{"session.id":"a' },
    /^The body could not be read/,
    'abc',
  ],
  'a multipart form under another boundary': [
    { query: 'callid=abc', body: '--x\r\n', type: 'multipart/form-data; boundary=y' },
    /^The body could not be read/,
    'abc',
  ],
  'a multipart form without a boundary': [
    { body: '--x\r\n', type: 'multipart/form-data' },
    /^The body could not be read.*No session id was sent/,
  ],
  'a session of 513 characters': [
    { body: `session.id=${'x'.repeat(513)}` },
    /can't be kept.*512.*expires\.$/,
  ],
  'a session with NUL': [{ body: 'session.id=a%00b' }, /can't be kept/],
  'a session with half a surrogate pair': [{ body: '{"session.id":"\\ud800"}' }, /can't be kept/],
};

for (const [what, [{ query, body, type, method = 'POST' }, warning, session]] of Object.entries(odd)) {
  Deno.test(`a call is placed and warned about when it comes with ${what}`, async () => {
    const { switchboard, send } = openVoiceClient();
    const headers: HeadersInit = type ? { 'content-type': type } : {};
    const response = await send(`${ROUTE_PATH}?${query ?? ''}`, { method, body, headers });
    assert.deepEqual(switchboard.placed.map((request) => request.session), [session]);
    const answer = await response.json();
    assert.equal(answer.success, true);
    assert.match(answer.warning, warning);
  });
}

Deno.test('JSON nested deeper than any stack costs no call its answer', async () => {
  const { switchboard, post } = openVoiceClient();
  const depth = 10_000;
  const response = await post(`${ROUTE_PATH}?callid=abc`, '{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
  assert.equal(response.status, 200);
  assert.deepEqual(switchboard.placed.map((request) => request.session), ['abc']);
});

const endless = () => new ReadableStream({ start: (stream) => stream.enqueue(bytes('session.id=ab')) });

Deno.test(
  'a call whose body does not come is placed by its query',
  whileServing(async () => {
    const { switchboard, post } = openVoiceClient({ bodyTimeoutMs: 10 });
    const response = await post(`${ROUTE_PATH}?callid=abc`, endless());
    assert.deepEqual(switchboard.placed.map((request) => request.session), ['abc']);
    assert.match((await response.json()).warning, /did not arrive in time/);
  }),
);

Deno.test(
  'half a session id is none: it could be another call’s',
  whileServing(async () => {
    const { switchboard, post } = openVoiceClient({ bodyTimeoutMs: 10 });
    await post(ROUTE_PATH, endless());
    assert.deepEqual(switchboard.placed.map((request) => request.session), [undefined]);
  }),
);

Deno.test('a call whose body breaks off is not placed: its client is gone', async () => {
  const { switchboard, post } = openVoiceClient();
  const broken = new ReadableStream({ pull: (stream) => stream.error(new Error('connection reset')) });
  const answer = await (await post(`${ROUTE_PATH}?session.id=abc`, broken)).json();
  assert.equal(answer.error, 'bad_request');
  assert.deepEqual(switchboard.placed, []);
});

Deno.test('a body of 64 KiB is read', async () => {
  const { switchboard, post } = openVoiceClient();
  const body = `session.id=abc&padding=${'x'.repeat(65_536 - 23)}`;
  const response = await post(ROUTE_PATH, body);
  assert.equal(response.status, 200);
  assert.equal(switchboard.placed[0].session, 'abc');
});

Deno.test('a body of more than 64 KiB is refused, whether or not it says so', async () => {
  for (const headers of [{ 'content-length': '65537' }, {}] as HeadersInit[]) {
    const { switchboard, post } = openVoiceClient();
    const response = await post(`${ROUTE_PATH}?session.id=abc`, 'x'.repeat(65_537), headers);
    assert.equal(response.status, 413);
    assert.equal((await response.json()).error, 'bad_request');
    assert.deepEqual(switchboard.placed, []);
  }
});

Deno.test('a body that goes on and on is not read to its end', async () => {
  const { post } = openVoiceClient();
  let sent = 0;
  let stopped = false;
  const body = new ReadableStream({
    pull: (stream) => sent++ < 1000 ? stream.enqueue(new Uint8Array(1000)) : stream.close(),
    cancel: () => void (stopped = true),
  });
  assert.equal((await post(ROUTE_PATH, body)).status, 413);
  assert.equal(stopped, true);
  assert.ok(sent < 100, `${sent} kB were read`);
});
