import assert from 'node:assert/strict';
import { OWNER } from './installation.ts';
import { type Claims, type OpenIdProvider, openIdProvider } from './openid-provider.ts';
import { passwordOf, type Person, staff, tokenIn } from './staffed.ts';

const INVITATIONS = '/api/v1/account/invitations';
const ANN: Claims = { sub: 'ann', email: 'ann@example.com', email_verified: true, name: 'Ann' };

const staffWith = ({ issuer }: OpenIdProvider, trustAddresses = false) =>
  staff({ singleSignOn: { issuer, clientId: 'plum-routes', clientSecret: 'shared', trustAddresses } });

/** Goes to the provider and comes back. Answers where the page ends up. */
async function signOn(person: Person, provider: OpenIdProvider, claims: Claims, how = '/sign-in/social') {
  const started = await person.call(how, { provider: 'oidc', callbackURL: '/groups' });
  assert.equal(started.status, 200);
  const back = provider.authorize((await started.json()).url, claims);
  const landed = await person.send(person.request(back));
  assert.equal(landed.status, 302);
  return landed.headers.get('location') ?? '';
}

Deno.test('the owner signs in with the provider that vouches for the address', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider);
  const person = house.browser();
  assert.equal((await person.ask('GET', '/api/v1/sign-in')).json.singleSignOn, true);
  assert.equal(
    await signOn(person, provider, { sub: 'o', email: OWNER.email, email_verified: true }),
    '/groups',
  );
  assert.equal(await person.accountId(), 1);
});

Deno.test('strangers stay out, whatever the provider says of them', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider);
  const stranger = house.browser();
  const page = await signOn(stranger, provider, ANN);
  assert.match(page, /\/sign-in\?.*error=/);
  assert.equal((await stranger.ask('GET', '/api/v1/me')).status, 401);
  await house.owner.ask('POST', INVITATIONS, { email: 'other@example.com', role: 'viewer' });
  assert.match(await signOn(stranger, provider, ANN), /error=/);
});

Deno.test('an invited person comes by single sign-on and needs no password', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider);
  const { json } = await house.owner.ask('POST', INVITATIONS, { email: ANN.email, role: 'editor' });
  const ann = house.browser();
  await signOn(ann, provider, ANN);
  const accepted = await ann.ask('POST', '/api/v1/invitations/accept', { token: tokenIn(json.link) });
  assert.equal(accepted.status, 200);
  const me = await ann.ask('GET', '/api/v1/me');
  assert.deepEqual([me.json.active.role, me.json.name], ['editor', 'Ann']);
});

Deno.test('a user whose address nobody proved is joined only by signing in and connecting', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider);
  const ann = await house.hire(ANN.email, 'viewer');
  assert.match(await signOn(house.browser(), provider, ANN), /error=account_not_linked/);

  assert.equal(await signOn(ann, provider, ANN, '/link-social'), '/groups');

  const elsewhere = house.browser();
  assert.equal(await signOn(elsewhere, provider, ANN), '/groups');
  assert.equal(await elsewhere.accountId(), 1);
  assert.equal((await house.browser().signIn(ANN.email, passwordOf(ANN.email))).status, 200);
});

Deno.test('an address that the provider does not vouch for opens nothing', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider);
  await house.owner.ask('POST', INVITATIONS, { email: ANN.email, role: 'viewer' });
  for (const claims of [{ ...ANN, email: OWNER.email }, ANN]) {
    const impostor = house.browser();
    assert.match(await signOn(impostor, provider, { ...claims, email_verified: false }), /error=/);
    assert.equal((await impostor.ask('GET', '/api/v1/me')).status, 401);
  }
});

Deno.test('a provider that gives addresses out itself may be trusted with them', async () => {
  await using provider = await openIdProvider();
  await using house = await staffWith(provider, true);
  const person = house.browser();
  const claims = { sub: 'o', email: OWNER.email, email_verified: false };
  assert.equal(await signOn(person, provider, claims), '/groups');
  assert.equal(await person.accountId(), 1);
});
