import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../src/config.ts';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env, '/srv');
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults;
  }
};

const OIDC = {
  OIDC_ISSUER: 'https://id.example.com/',
  OIDC_CLIENT_ID: 'routes',
  OIDC_CLIENT_SECRET: 'shared',
};

Deno.test('mail, single sign-on and proxies are off unless configured', () => {
  const { mail, singleSignOn, trustedProxies } = readConfig({}, '/srv');
  assert.deepEqual([mail, singleSignOn, trustedProxies], [undefined, undefined, []]);
});

Deno.test('single sign-on needs its three variables, and trusts addresses only when told', () => {
  const { singleSignOn } = readConfig(OIDC, '/srv');
  assert.deepEqual(singleSignOn, {
    issuer: 'https://id.example.com',
    clientId: 'routes',
    clientSecret: 'shared',
    trustAddresses: false,
  });
  const trusting = readConfig({ ...OIDC, OIDC_TRUST_ADDRESSES: 'on' }, '/srv');
  assert.equal(trusting.singleSignOn?.trustAddresses, true);
  assert.deepEqual(faultsOf({ ...OIDC, OIDC_CLIENT_SECRET: '' }), [
    'OIDC_CLIENT_SECRET: required with the other OIDC variables',
  ]);
});

Deno.test('a mail server needs a sender', () => {
  const SMTP_URL = 'smtps://user:secret@mail.example.com';
  assert.deepEqual(readConfig({ SMTP_URL, SMTP_FROM: 'routes@example.com' }, '/srv').mail, {
    smtpUrl: SMTP_URL,
    from: 'routes@example.com',
  });
  assert.equal(faultsOf({ SMTP_URL }).length, 1);
  assert.match(faultsOf({ SMTP_URL: 'mail.example.com', SMTP_FROM: 'x' })[0] ?? '', /^SMTP_URL: an address/);
});

Deno.test('trusted proxies are addresses and networks', () => {
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.0.2.1' }, '/srv');
  assert.deepEqual(trustedProxies, ['10.0.0.0/8', '::1', '192.0.2.1']);
  assert.match(faultsOf({ TRUSTED_PROXIES: '10.0.0.0/8,proxy.local' })[0] ?? '', /^TRUSTED_PROXIES/);
});
