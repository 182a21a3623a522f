import assert from 'node:assert/strict';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { AuditEventOutput } from '../src/contract/audit.ts';
import { silentLog } from '../src/log.ts';

const OWNER = { SETUP_EMAIL: 'owner@example.com', SETUP_PASSWORD: 'correct horse' };
const KEY = 'an-owners-key-for-tests-of-32-characters';
const info = { remoteAddr: { transport: 'tcp', hostname: '127.0.0.1', port: 1 } } as Deno.ServeHandlerInfo<
  Deno.NetAddr
>;

Deno.test('the audit log of an installation begins with its first account and has groups and keys', async () => {
  const dataDir = await Deno.makeTempDir();
  const config = readConfig({ DATA_DIR: dataDir, SETUP_API_KEY: KEY, ...OWNER }, '/');
  const service = await compose(config, silentLog);
  const ask = async (method: string, path: string, json?: unknown) => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const body = json === undefined ? null : JSON.stringify(json);
    return await service.manage(new Request(`http://localhost:8080${path}`, { method, headers, body }), info);
  };
  try {
    await ask('POST', '/api/v1/groups', { name: 'Support' });
    await ask('POST', '/api/v1/account/keys', { name: 'IVR', role: 'viewer' });
    const { events } = await (await ask('GET', '/api/v1/account/audit')).json();
    assert.deepEqual(events.map(({ action }: AuditEventOutput) => action).reverse(), [
      'account created',
      'key created',
      'group created',
      'key created',
    ]);
  } finally {
    await service.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});
