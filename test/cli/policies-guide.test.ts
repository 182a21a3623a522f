import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { wsErrors } from '../../src/contract/errors.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { openControlPlane } from '../manager/control-plane.ts';
import { commandLine } from '../support/command-line.ts';

const guide = await Deno.readTextFile(new URL('../../docs/guide/policies.md', import.meta.url));
const examples = [...guide.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text);

Deno.test('every file of the guide to policies can be applied as it is', async () => {
  assert.equal(examples.length, 2);
  for (const example of examples) {
    await using server = await openControlPlane();
    const cli = commandLine(server.manager.app.fetch);
    cli.files['groups.yaml'] = example;
    assert.equal((await cli.run('groups apply groups.yaml')).err, '');
    assert.equal((await cli.run('groups apply groups.yaml')).out, 'Nothing to change.\n');
  }
});

Deno.test('the files of the guide have every policy', () => {
  const groups = examples.flatMap((example) => parse(example));
  const named = new Set(groups.flatMap((group) => [group, ...group.destinations].flatMap(Object.keys)));
  const policies = Object.keys({ ...DEFAULT_POLICIES, ...DEFAULT_DESTINATION_POLICIES });
  assert.deepEqual(policies.filter((policy) => !named.has(policy)), []);
});

Deno.test('the refusals of the guide are those that the data plane gives', () => {
  const refusals = [...guide.matchAll(/^\|[^|]+\| `(\w+)`/gm)].map(([, code]) => code);
  assert.ok(refusals.length > 0);
  for (const refusal of refusals) assert.ok(refusal in wsErrors, refusal);
});
