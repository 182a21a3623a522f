import assert from 'node:assert/strict';
import { freePort } from '../support/server-process.ts';

Deno.test('the demo of a cluster starts a PostgreSQL and three nodes, and leaves nothing behind', async () => {
  const temporary = await Deno.makeTempDir({ dir: '/tmp' });
  await Deno.chmod(temporary, 0o755);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...['run', '-A', '--no-check', 'scripts/demo.ts', '--cluster', '--port', String(freePort())],
      ...['--calls-per-second', '30', '--talk-seconds', '2', '--seconds', '3'],
    ],
    env: { TMPDIR: temporary },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.match(
    text,
    /node 1 is process \d+, node 2 is process \d+, node 3 is process \d+, PostgreSQL is process \d+/,
  );
  assert.match(text, /, 0 refused; [1-9]\d* completed/);
  assert.deepEqual([...Deno.readDirSync(temporary)], []);
  await Deno.remove(temporary);
});

Deno.test('the demo routes real calls, shows them in a table, and leaves nothing behind', async () => {
  const temporary = await Deno.makeTempDir();
  const args = ['run', '-A', '--no-check', 'scripts/demo.ts', '--port', String(freePort())];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args, '--calls-per-second', '30', '--talk-seconds', '2', '--seconds', '4'],
    env: { TMPDIR: temporary },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  for (const word of ['Support', 'Boston', 'Denver', 'Sales', 'Partner', 'target', 'in progress']) {
    assert.ok(text.includes(word), word);
  }
  const [, asked, , refused, completed] =
    /(\d+) requests, (\d+) of them.*, (\d+) refused; (\d+) completed\s+Route Manager[^]*$/
      .exec(text.slice(text.lastIndexOf('Support:')))!;
  assert.ok(Number(asked) > 20 && Number(completed) > 0, text);
  assert.equal(Number(refused), 0);
  assert.deepEqual([...Deno.readDirSync(temporary)], []);
  await Deno.remove(temporary);
});
