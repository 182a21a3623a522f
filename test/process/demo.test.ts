import assert from 'node:assert/strict';

/** Some ports in a row, out of the range from which the system gives others theirs. */
const port = () => String(20_000 + 10 * Math.floor(Math.random() * 1000));

Deno.test('the demo of a cluster starts a PostgreSQL and three nodes, and leaves nothing behind', async () => {
  const temporary = await Deno.makeTempDir({ dir: '/tmp' });
  await Deno.chmod(temporary, 0o755);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...['run', '-A', '--no-check', 'scripts/demo.ts', '--cluster', '--port', port()],
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
  assert.match(text, /, \d refused; [1-9]\d* completed/);
  assert.deepEqual([...Deno.readDirSync(temporary)], []);
  await Deno.remove(temporary);
});

Deno.test('the demo routes real calls, shows them in a table, and leaves nothing behind', async () => {
  const temporary = await Deno.makeTempDir();
  const args = ['run', '-A', '--no-check', 'scripts/demo.ts', '--port', port()];
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
  // A call that fails at both destinations of a group is told so.
  assert.ok(Number(refused) < Number(asked) / 10, text);
  assert.deepEqual([...Deno.readDirSync(temporary)], []);
  await Deno.remove(temporary);
});
