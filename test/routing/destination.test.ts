import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Grammar } from 'sip.js/grammar';
import { checkDestinationUri } from '../../src/routing/destination.ts';

const clean = [
  'tel:+16177123000',
  'tel:+1(617)712-3000',
  'tel:+16177123000;postd=1234',
  'tel:7123000;phone-context=+1617',
  'tel:*69;phone-context=example.com',
  'sip:1234@10.0.1.2',
  'sips:bob@[::1]:5061;transport=tls',
  'sip:example.com',
  'sip:+16177123000@gateway.example.com;user=phone?Subject=a',
  'SIP:Alice@Example.COM',
  '16177123000',
  '617.712.3000',
  '+16177123000',
  '16177123000;ani=6175551212',
  '*69',
];

const doubtful = [
  ['tel:+1617712300', /complete telephone number/],
  ['tel:6177123000', /without "\+"/],
  ['+1617712300', /complete telephone number/],
] as const;

const refused = [
  ['', /Enter a destination/],
  ['sip:a b@example.com', /spaces/],
  ['sip:a@example.com\r\nX-Evil: 1', /control characters/],
  ['tel:+1617\u0000', /control characters/],
  ['tel:+1\u00a0617', /spaces/],
  ['tel:+1\u2028617', /control characters/],
  ['http://example.com', /"http:"/],
  ['javascript:alert(1)', /"javascript:"/],
  ['mailto:a@b', /"mailto:"/],
  ['sip:', /SIP address/],
  ['sip:@', /SIP address/],
  ['sip:bob@[::1', /SIP address/],
  ['sip:bob@300.0.0.1', /SIP address/],
  ['sip:bob@example.com:99999', /Port 99999/],
  ['sip:bob@example.com:0', /Port 0/],
  ['tel:', /telephone number/],
  ['tel:+', /telephone number/],
  ['tel:---', /digits/],
  ['tel:+1617abc', /digits and the separators/],
  ['tel:+1617712<3000>', /telephone number/],
  ['Boston', /bare number/],
  ['bob@example.com', /bare number/],
  ['cafe', /bare number/],
  [`sip:${'a'.repeat(600)}@example.com`, /512/],
] as const;

for (const uri of clean) {
  Deno.test(`takes ${uri} without a doubt`, () => {
    assert.deepEqual(checkDestinationUri(uri), { faults: [], warnings: [] });
  });
}

for (const [uri, why] of doubtful) {
  Deno.test(`takes ${uri} and warns`, () => {
    const { faults, warnings } = checkDestinationUri(uri);
    assert.deepEqual(faults, []);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], why);
  });
}

for (const [uri, why] of refused) {
  Deno.test(`refuses ${JSON.stringify(uri.slice(0, 40))}`, () => {
    const { faults } = checkDestinationUri(uri);
    assert.equal(faults.length, 1);
    assert.match(faults[0], why);
  });
}

Deno.test('never accepts what could break a header, an attribute or a log line', () => {
  const nasty = fc.constantFrom('\r', '\n', '\0', ' ', '\t', '\u007f', '\u0085', '\u2028', '\u3000');
  const uri = fc.constantFrom('tel:+1617', 'sip:bob@example.com', '1617');
  fc.assert(fc.property(uri, nasty, fc.nat(30), (text, bad, at) => {
    const spoilt = text.slice(0, at) + bad + text.slice(at);
    assert.notDeepEqual(checkDestinationUri(spoilt).faults, []);
  }));
});

Deno.test('takes no address by its plain looks that the SIP grammar refuses', () => {
  const part = fc.array(fc.constantFrom('a', '7', '0', '25', '256', '-', '.', '_', '+', ':', '9999'), {
    maxLength: 9,
  });
  const numbers = fc.array(fc.nat(299), { minLength: 3, maxLength: 5 });
  const host = fc.oneof(
    part.map((parts) => parts.join('')),
    numbers.map((parts) => parts.join('.')),
    fc.domain(),
  );
  fc.assert(
    fc.property(part, host, fc.nat(70_000), (user, host, port) => {
      const uri = `sip:${user.join('')}@${host}:${port}`;
      const accepted = checkDestinationUri(uri).faults.length === 0;
      const grammatical = Boolean(Grammar.URIParse(uri)) && port >= 1 && port <= 65_535;
      assert.equal(accepted, grammatical, uri);
    }),
    { numRuns: 2000 },
  );
});

Deno.test('judges any text without failing', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string().map((rest) => `sip:${rest}`));
  fc.assert(fc.property(text, (uri) => {
    const { faults } = checkDestinationUri(uri);
    if (faults.length === 0) assert.match(uri, /^[^\s]+$/);
  }));
});
