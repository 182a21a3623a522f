import assert from 'node:assert/strict';
import type { Directory } from '../../src/directory/directory.ts';
import { healthOperations } from '../../src/manager/health-operations.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { openControlPlane } from './control-plane.ts';

const well = { health: () => ({ durable: true, detail: '', waiting: 0 }) } as Switchboard;
const ill = { health: () => ({ durable: false, detail: 'disk full', waiting: 12 }) } as Switchboard;

function directory(ping: () => Promise<void>): Directory {
  return { ping, onChange: () => () => {} } as unknown as Directory;
}

Deno.test('tells without a credential that the service lives and is ready', async () => {
  await using plane = await openControlPlane();
  assert.deepEqual((await plane.ask('GET', '/healthz', { as: null })).json, { status: 'alive' });
  assert.deepEqual((await plane.ask('GET', '/readyz', { as: null })).json, { status: 'ready' });
});

Deno.test('is not ready while the directory does not answer, and lives all the same', async () => {
  await using plane = await openControlPlane({
    directory: directory(() => Promise.reject(new Error('gone'))),
  });
  const { status, json } = await plane.ask('GET', '/readyz', { as: null });
  assert.equal(status, 503);
  assert.match(json.detail, /directory does not answer/);
  assert.equal((await plane.ask('GET', '/healthz', { as: null })).status, 200);
});

Deno.test('is not ready while answers to calls are not durable', async () => {
  await using plane = await openControlPlane({ switchboard: ill });
  const { status, json } = await plane.ask('GET', '/readyz', { as: null });
  assert.equal(status, 503);
  assert.match(json.detail, /not durable: disk full \(12 changes wait/);
});

Deno.test('does not wait for storage that hangs, and asks it once for all who ask meanwhile', async () => {
  let asked = 0;
  const hanging = directory(() => {
    asked += 1;
    return new Promise(() => {});
  });
  const operations = healthOperations({ directory: hanging, switchboard: well, readyTimeoutMs: 20 });
  const ready = operations.find(({ path }) => path === '/readyz')!;
  const call = {
    request: new Request('http://x'),
    principal: undefined,
    parameters: undefined,
    query: undefined,
  };
  const ask = async () => await ready.handle({ ...call, body: undefined, expectedVersion: undefined });
  const answers = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(answers.map(({ status }) => status), [503, 503, 503]);
  assert.equal(asked, 1);
  await ask();
  assert.equal(asked, 2);
});
