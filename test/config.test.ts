import assert from 'node:assert/strict';
import { CLI_VARIABLES, ConfigError, readConfig, VARIABLES } from '../src/config.ts';

const read = (env: Record<string, string>) => readConfig(env, '/srv/plum');

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults;
  }
}

Deno.test('an empty environment is a complete configuration', () => {
  const { host, port, publicUrl, wsPublicUrl, dataDir, wsListener, journalSync, wsGlobalComplete } = read({});
  assert.deepEqual(
    { host, port, publicUrl, wsPublicUrl, dataDir, wsListener, journalSync, wsGlobalComplete },
    {
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      wsPublicUrl: 'http://localhost:8080',
      dataDir: '/srv/plum/data',
      wsListener: undefined,
      journalSync: 'FULL',
      wsGlobalComplete: true,
    },
  );
});

Deno.test('webhooks go to public addresses unless said otherwise', () => {
  assert.deepEqual([read({}).webhooks, read({ WEBHOOKS: 'any' }).webhooks], ['public', 'any']);
  assert.match(faultsOf({ WEBHOOKS: 'on' })[0], /WEBHOOKS: off, public or any/);
});

Deno.test('an empty variable counts as absent', () => {
  assert.equal(read({ PORT: '', PUBLIC_URL: '' }).port, 8080);
});

Deno.test('a second listener shows in the links that voice applications get', () => {
  const config = read({ WS_PORT: '9090', WS_HOST: '::1' });
  assert.deepEqual(config.wsListener, { host: '::1', port: 9090 });
  assert.equal(config.wsPublicUrl, 'http://[::1]:9090');
  assert.equal(read({ PUBLIC_URL: 'https://routes.example.com/' }).wsPublicUrl, 'https://routes.example.com');
});

Deno.test('every fault is listed at once, with its variable', () => {
  const env = { PORT: '0', LOG_LEVEL: 'loud', SETUP_API_KEY: 'short', PUBLIC_URL: 'ftp://x' };
  assert.deepEqual(faultsOf(env).map((fault) => fault.split(':')[0]).sort(), Object.keys(env).sort());
});

Deno.test("what can't be kept together is refused", () => {
  assert.match(faultsOf({ WS_PORT: '8080' })[0], /WS_PORT: must differ/);
  assert.match(faultsOf({ WS_HOST: 'x' })[0], /needs WS_PORT/);
  assert.match(faultsOf({ SETUP_EMAIL: 'a@example.com' })[0], /needs SETUP_PASSWORD/);
  assert.match(faultsOf({ DATABASE_URL: 'postgres://a@b/c' })[0], /SECRET: required with DATABASE_URL/);
});

Deno.test('a database is known by its address, and a node of a cluster has the secret of all nodes', () => {
  const SECRET = 'a-secret-for-tests-of-32-characters';
  const databaseUrl = 'postgresql://plum:p%40ss@db.example.com/routes?sslmode=verify-full';
  const config = read({ DATABASE_URL: databaseUrl, SECRET });
  assert.deepEqual([config.databaseUrl, config.secret], [databaseUrl, SECRET]);
  for (const wrong of ['mysql://db/routes', 'db.example.com', 'postgres:///routes?host=/run/postgresql']) {
    assert.match(
      faultsOf({ DATABASE_URL: wrong, SECRET })[0] ?? '',
      /^DATABASE_URL: an address such as/,
      wrong,
    );
  }
});

Deno.test('spans are made where the runtime exports them, and only ours are', () => {
  const tracing = (env: Record<string, string>) => read(env).tracing;
  assert.equal(tracing({}), false);
  assert.equal(tracing({ OTEL_DENO_TRACING: 'false' }), false);
  assert.equal(tracing({ OTEL_DENO: 'true', OTEL_DENO_TRACING: 'false' }), true);
  assert.equal(tracing({ OTEL_DENO: '1', OTEL_DENO_TRACING: '0' }), true);
  assert.equal(tracing({ OTEL_DENO: 'true', OTEL_SDK_DISABLED: 'true' }), false);
  for (const names of [['OTEL_DENO'], ['OTEL_DENO_TRACING'], ['OTEL_DENO', 'OTEL_DENO_TRACING']]) {
    const env = Object.fromEntries(names.map((name) => [name, 'true']));
    assert.match(faultsOf(env)[0] ?? '', /^OTEL_DENO_TRACING: must be false/);
  }
});

Deno.test('the reference lists every variable, and no other', () => {
  const text = Deno.readTextFileSync(new URL('../docs/reference/environment.md', import.meta.url));
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) =>
    [...row.split('|')[1].matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)
  );
  assert.deepEqual(listed.sort(), [...new Set([...VARIABLES, ...CLI_VARIABLES])].sort());
});
