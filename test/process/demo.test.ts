import assert from 'node:assert/strict';
import { freePort } from '../support/server-process.ts';

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
