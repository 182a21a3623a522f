import assert from 'node:assert/strict';
import { addressFaults } from '../../../src/manager/webhooks/reach.ts';
import { createSendRequest, type SendingOptions } from '../../../src/manager/webhooks/send-request.ts';

/** A request to a real server on this machine. */
async function send(
  url: string,
  options: Partial<SendingOptions> = {},
  signal = new AbortController().signal,
) {
  const send = createSendRequest({ addressFault: addressFaults('any'), ...options });
  return await send({ url, headers: { 'x-one': '1' }, body: '{"name":"Zürich"}', signal });
}

/** Serves while the test runs; `sockets` gives the port to a plain TCP listener instead. */
async function serving(
  handle: (request: Request) => Response | Promise<Response>,
  body: (url: string) => Promise<void>,
) {
  const stop = new AbortController();
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, signal: stop.signal, onListen() {} }, handle);
  try {
    await body(`http://127.0.0.1:${(server.addr as Deno.NetAddr).port}/x?y=z`);
  } finally {
    stop.abort();
    await server.finished;
  }
}

Deno.test('a request carries what it is given, and its answer is kept', async () => {
  const seen: unknown[] = [];
  await serving(
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const { headers } = request;
      seen.push(request.method, pathname + search, headers.get('x-one'), headers.get('content-length'));
      seen.push(await request.text());
      return new Response('thanks', { status: 202, headers: { 'retry-after': '7' } });
    },
    async (url) => {
      assert.deepEqual(await send(url), {
        kind: 'answered',
        status: 202,
        text: 'thanks',
        retryAfter: '7',
      });
    },
  );
  assert.deepEqual(seen, ['POST', '/x?y=z', '1', '18', '{"name":"Zürich"}']);
});

Deno.test('a redirect is an answer, and nobody goes where it leads', async () => {
  let asked = 0;
  await serving(
    ({ url }) => {
      asked++;
      return Response.redirect(new URL('/elsewhere', url), 302);
    },
    async (url) => {
      const answer = await send(url);
      assert.deepEqual([answer.kind, answer.kind === 'answered' && answer.status], ['answered', 302]);
    },
  );
  assert.equal(asked, 1);
});

Deno.test('of an answer without end the beginning is kept', async () => {
  const endless = () =>
    new ReadableStream({ pull: (to) => to.enqueue(new TextEncoder().encode('ab\0'.repeat(9999))) });
  await serving(() => new Response(endless()), async (url) => {
    const answer = await send(url);
    assert.ok(answer.kind === 'answered');
    assert.equal(answer.text.length, 2048);
    assert.match(answer.text, /^ab\ufffdab/);
  });
});

Deno.test('who answers too late, or never to the end, has not answered', async () => {
  const slowly = () =>
    new ReadableStream({
      async pull(to) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        to.enqueue(new Uint8Array([65]));
      },
    });
  for (const answer of [() => new Promise<Response>(() => {}), () => new Response(slowly())]) {
    await serving(answer, async (url) => {
      assert.deepEqual(await send(url, { timeoutMs: 200 }), {
        kind: 'failed',
        reason: 'No answer within 0.2 seconds.',
      });
    });
  }
});

Deno.test('a name that nobody answers for is given up like a receiver that does not', async () => {
  const resolve = () => new Promise<never>(() => {});
  const { kind } = await send('http://receiver.example/', { timeoutMs: 100, resolve });
  assert.equal(kind, 'failed');
});

Deno.test('what is broken off says so', async () => {
  await serving(() => new Promise<Response>(() => {}), async (url) => {
    assert.deepEqual(await send(url, {}, AbortSignal.abort()), {
      kind: 'failed',
      reason: 'The service was stopped meanwhile.',
    });
  });
});

Deno.test('nobody there, no answer that is HTTP, and an answer that breaks off are failures in words', async () => {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/`;
  const says = async (bytes: string) => {
    const sent = send(url, { timeoutMs: 2000 });
    const connection = await listener.accept();
    await connection.read(new Uint8Array(1024));
    await connection.write(new TextEncoder().encode(bytes));
    connection.close();
    const answer = await sent;
    assert.equal(answer.kind, 'failed', bytes);
    return answer.kind === 'failed' ? answer.reason : '';
  };
  assert.equal(await says(''), 'The connection was cut off.');
  assert.match(await says('SSH-2.0-OpenSSH\r\n'), /HTTP/);
  assert.match(await says('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'), /within the response/);
  listener.close();
  assert.deepEqual(await send(url), { kind: 'failed', reason: 'The connection was refused.' });
});

Deno.test('a certificate that is nobody’s is refused', async () => {
  const file = (name: string) => Deno.readTextFileSync(new URL(`../../support/tls/${name}`, import.meta.url));
  const server = Deno.serve({
    ...{ hostname: '127.0.0.1', port: 0, onListen() {} },
    cert: file('server.crt'),
    key: file('server.key'),
  }, () => new Response());
  const looked: string[] = [];
  const resolve = (name: string) => {
    looked.push(name);
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  };
  const answer = await send(`https://receiver.example:${(server.addr as Deno.NetAddr).port}/`, { resolve });
  assert.ok(answer.kind === 'failed');
  assert.match(answer.reason, /certificate/);
  assert.deepEqual(looked, ['receiver.example']);
  await server.shutdown();
});

Deno.test('private addresses are refused before anybody is connected to, however they are written', async () => {
  let asked = 0;
  await serving(() => new Response(String(asked++)), async (url) => {
    const { port } = new URL(url);
    const hosts = [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      'localhost',
      'a.localhost.',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ];
    for (const host of [...hosts, '10.1.2.3', '[fd00::1]', '[64:ff9b::7f00:1]']) {
      const answer = await send(`http://${host}:${port}/`, { addressFault: addressFaults('public') });
      assert.ok(answer.kind === 'failed', host);
      assert.match(answer.reason, /private address.*WEBHOOKS=any/, host);
    }
  });
  assert.equal(asked, 0);
});

Deno.test('a name is looked up once, and only addresses that were checked are connected to', async () => {
  let asked = 0;
  await serving(({ headers }) => new Response(`${asked++} ${headers.get('host')}`), async (url) => {
    const { port } = new URL(url);
    const named = `http://receiver.example:${port}/`;
    const looked: string[] = [];
    const resolve = (...addresses: string[]) => (name: string) => {
      looked.push(name);
      return Promise.resolve(
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    const reached = await send(named, { resolve: resolve('127.0.0.1') });
    assert.ok(reached.kind === 'answered');
    assert.equal(reached.text, `0 receiver.example:${port}`);
    assert.deepEqual(looked, ['receiver.example']);
    const addressFault = addressFaults('public');
    const refused = await send(named, { resolve: resolve('127.0.0.1', '::1'), addressFault });
    assert.ok(refused.kind === 'failed');
    assert.match(refused.reason, /receiver\.example: 127\.0\.0\.1 is a private address/);
    assert.equal(asked, 1);
    // Of two addresses, the one that may be: the other is not tried when it fails.
    const mixed = { resolve: resolve('127.0.0.1', '192.0.2.1'), timeoutMs: 200 };
    await send(named, { ...mixed, addressFault: (address) => address === '127.0.0.1' ? 'no' : undefined });
    assert.equal(asked, 1);
    assert.deepEqual(await send(named, { resolve: resolve() }), {
      kind: 'failed',
      reason: 'There is no address for the name receiver.example.',
    });
  });
});

Deno.test('link-local, unspecified and multicast addresses are never sent to', () => {
  for (
    const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      'fe80::1',
      '0.0.0.0',
      '::',
      '224.0.0.1',
      'ff02::1',
    ]
  ) {
    assert.match(addressFaults('any')(address) ?? '', /no address of a receiver/, address);
  }
  for (const address of ['93.184.216.34', '2606:2800:220:1::1', '172.32.0.1', '100.128.0.1', '11.0.0.1']) {
    assert.equal(addressFaults('public')(address), undefined, address);
  }
});
