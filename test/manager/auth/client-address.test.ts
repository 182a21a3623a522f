import assert from 'node:assert/strict';
import { createClientAddressOf, rememberSender } from '../../../src/manager/auth/client-address.ts';

function from(sender: string | undefined, forwarded?: string): Request {
  const request = new Request('http://localhost/', {
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });
  if (sender !== undefined) rememberSender(request, sender);
  return request;
}

const direct = createClientAddressOf([]);
const proxied = createClientAddressOf(['10.0.0.0/8', '2001:db8::1']);

Deno.test('without trusted proxies the sender is the client, whatever it claims', () => {
  assert.equal(direct(from('203.0.113.9')), '203.0.113.9');
  assert.equal(direct(from('203.0.113.9', '192.0.2.1')), '203.0.113.9');
});

Deno.test('a trusted proxy tells the client, as the last address that is not trusted', () => {
  assert.equal(proxied(from('10.1.2.3', '203.0.113.9')), '203.0.113.9');
  assert.equal(proxied(from('10.1.2.3', '198.51.100.1, 203.0.113.9, 10.9.9.9')), '203.0.113.9');
  assert.equal(proxied(from('2001:db8::1', '2001:db8:1::9')), '2001:db8:1::9');
  assert.equal(proxied(from('203.0.113.9', '192.0.2.1')), '203.0.113.9', 'only a trusted proxy is believed');
});

Deno.test('a trusted proxy that tells nothing usable counts itself', () => {
  for (const forwarded of [undefined, '', 'unknown', '10.1.1.1', '1.2.3.4, garbage']) {
    const address = proxied(from('10.1.2.3', forwarded));
    assert.ok(address.startsWith('10.'), `${forwarded} gave ${address}`);
  }
});

Deno.test('an IPv4 sender on a dual-stack listener is known by its IPv4 address', () => {
  assert.equal(proxied(from('::ffff:10.1.2.3', '203.0.113.9')), '203.0.113.9');
  assert.equal(direct(from('::ffff:203.0.113.9')), '203.0.113.9');
});

Deno.test('a sender that nobody noted is no address', () => {
  assert.equal(direct(from(undefined, '192.0.2.1')), '');
});

Deno.test('what is no network is refused by name', () => {
  for (const wrong of ['localhost', '10.0.0.0/33', '', '10.0.0/8', '10.0.0.0/x']) {
    assert.throws(() => createClientAddressOf([wrong]), new RegExp(`"${wrong}" is no address`), wrong);
  }
});
