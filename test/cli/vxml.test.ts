import assert from 'node:assert/strict';
import { voiceXml } from '../../src/contract/voicexml.ts';
import { commandLine } from '../support/command-line.ts';
import { openControlPlane } from '../manager/control-plane.ts';

async function withGroup(body: (cli: ReturnType<typeof commandLine>, key: string) => Promise<void>) {
  await using server = await openControlPlane();
  const cli = commandLine(server.manager.app.fetch);
  cli.files['groups.yaml'] = 'name: Support';
  await cli.run('groups apply groups.yaml');
  const [{ group }] = await server.directory.list(1);
  await body(cli, group.key);
}

Deno.test("vxml: prints the sample with the group's own URLs and the backup number in place", () =>
  withGroup(async ({ run }, key) => {
    const { exitCode, out, err } = await run('vxml Support --fallback tel:+16175550100');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.equal(
      out,
      voiceXml({
        flavour: 'seed',
        routeUrl: `https://routes.test/ws/route/1/${key}`,
        completeUrl: `https://routes.test/ws/complete/1/${key}`,
        fallback: 'tel:+16175550100',
      }),
    );
  }));

Deno.test('vxml --flavour: gives the other documents', () =>
  withGroup(async ({ run }, key) => {
    assert.match((await run('vxml 1 --flavour robust')).out, /<form id="release">/);
    assert.match((await run('vxml 1 --flavour xml')).out, new RegExp(`/ws/route/1/${key}\\.xml"`));
  }));

Deno.test('vxml --global-complete: completes over all groups', () =>
  withGroup(async ({ run }) => {
    assert.match((await run('vxml 1 --global-complete')).out, /src="https:\/\/routes\.test\/ws\/complete"/);
    assert.match(
      (await run('vxml 1 --global-complete --flavour xml')).out,
      /src="https:\/\/routes\.test\/ws\/complete\.xml"/,
    );
  }));

Deno.test("vxml: says that the sample's backup number is not one's own", () =>
  withGroup(async ({ run }) => {
    const { exitCode, err } = await run('vxml Support');
    assert.equal(exitCode, 0);
    assert.equal(err, "The backup number 16177123000 is the sample's. Give yours with --fallback.\n");
  }));

Deno.test('vxml --json: gives the document and what was filled in', () =>
  withGroup(async ({ run }, key) => {
    const printed = JSON.parse((await run('vxml Support --json --fallback 123')).out);
    assert.equal(printed.routeUrl, `https://routes.test/ws/route/1/${key}`);
    assert.equal(printed.document, (await run('vxml Support --fallback 123')).out);
  }));

Deno.test('vxml: a backup number that nobody can dial is refused', async () => {
  const { exitCode, err } = await commandLine().run('vxml Support --fallback mailto:anna@example.com');
  assert.equal(exitCode, 2);
  assert.match(err, /^--fallback: "mailto:" is not a destination\./);
});
