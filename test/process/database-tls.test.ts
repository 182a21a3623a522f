import assert from 'node:assert/strict';
import { openPostgres } from '../../scripts/postgres.ts';
import { startServer } from '../support/server-process.ts';

const file = (name: string) => new URL(`../support/tls/${name}`, import.meta.url).pathname;

Deno.test('a node reaches its database over TLS, with no more permissions than that takes', async () => {
  const [certificate, key] = ['server.crt', 'server.key'].map((name) => Deno.readTextFileSync(file(name)));
  const postgres = await openPostgres({ tls: { certificate, key } });
  const dataDir = await Deno.makeTempDir();
  const start = (authority: string) =>
    startServer({
      DATABASE_URL: `${postgres.url()}?sslmode=verify-full&sslrootcert=${authority}`,
      SECRET: 'a-secret-for-tests-of-32-characters',
      DATA_DIR: dataDir,
    });
  try {
    const server = await start(file('ca.crt'));
    assert.equal((await server.api('/groups')).status, 200);
    assert.equal((await server.stop()).code, 0);
    await assert.rejects(
      start(file('other-ca.crt')),
      /can't be used: unable to verify the first certificate/,
    );
    await assert.rejects(start('/etc/our own.crt'), /DATABASE_URL: a path without spaces and commas/);
  } finally {
    await postgres.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});
