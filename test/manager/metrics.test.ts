import assert from 'node:assert/strict';
import { parseExposition, valueOf } from '../support/exposition.ts';
import { openControlPlane } from './control-plane.ts';

Deno.test('tells Prometheus without a credential, in its text format', async () => {
  await using plane = await openControlPlane();
  const { status, headers, text } = await plane.ask('GET', '/metrics', { as: null });
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  assert.equal(valueOf(parseExposition(text), 'plum_routes_degraded'), 0);
});

Deno.test('looks once for all who ask meanwhile', async () => {
  let looks = 0;
  const first = Promise.withResolvers<string>();
  await using plane = await openControlPlane({ metrics: () => (looks += 1, first.promise) });
  const answers = [1, 2, 3].map(() => plane.ask('GET', '/metrics', { as: null }));
  first.resolve('# nothing\n');
  for (const { text } of await Promise.all(answers)) assert.equal(text, '# nothing\n');
  assert.equal(looks, 1);
  await plane.ask('GET', '/metrics', { as: null });
  assert.equal(looks, 2);
});
