import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig, VARIABLES } from '../../src/config.ts';
import { wsErrors } from '../../src/contract/errors.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => Deno.readTextFileSync(join(root, path));
const assertExists = (path: string) => assert.ok(Deno.statSync(join(root, path)), path);

const dockerfile = read('deploy/Dockerfile');
const unit = read('deploy/plum-routes.service');
const compose = parse(read('deploy/compose.yaml'), { merge: true });
const nodes = Object.keys(compose.services).filter((name) => name.startsWith('node-'));
const proxies = ['deploy/haproxy.cfg', 'deploy/nginx.conf'];

/** The groups of every match. */
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, group]) => group);

Deno.test('the image has the Deno that the README asks for', () => {
  const [asked] = all(read('README.md'), /\bdeno@(\d+\.\d+)\b/g);
  const [has] = all(dockerfile, /^ARG DENO_VERSION=(\S+)$/gm);
  assert.match(has, new RegExp(`^${asked.replace('.', '\\.')}\\.\\d+$`));
});

Deno.test('deployment files set variables that the service reads, and no others', () => {
  const ofImage = all(dockerfile, /(?:^ENV|\s)([A-Z_]+)=/gm).filter((name) => !name.startsWith('DENO_'));
  const ofUnit = all(unit, /^Environment=(\w+)=/gm);
  const ofNodes = nodes.flatMap((node) => Object.keys(compose.services[node].environment));
  assert.deepEqual([ofImage, ofUnit], [['DATA_DIR'], ['DATA_DIR']]);
  for (const name of ofNodes) assert.ok(VARIABLES.includes(name), name);
});

Deno.test('the example environment has exactly what compose.yaml asks for', () => {
  const asked = new Set(all(read('deploy/compose.yaml'), /\$\{(\w+)/g));
  assert.deepEqual(all(read('deploy/example.env'), /^(\w+)=/gm).sort(), [...asked].sort());
});

Deno.test('every node of compose.yaml has an environment that it can start with', () => {
  const given: Record<string, string> = {
    POSTGRES_PASSWORD: 'a-password',
    SECRET: 'a-secret-for-tests-of-32-characters',
    PUBLIC_URL: 'https://routes.example.com',
  };
  for (const node of nodes) {
    const variables = Object.entries<string>(compose.services[node].environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+)[^}]*\}/g, (_, asked) => given[asked] ?? ''),
    ]);
    const { databaseUrl, secret } = readConfig(Object.fromEntries(variables), '/app');
    assert.deepEqual([databaseUrl, secret], [
      'postgres://plum_routes:a-password@postgres/plum_routes',
      given.SECRET,
    ]);
  }
});

Deno.test('what deployment files name is there', () => {
  const { build } = compose.services[nodes[0]];
  assertExists(join('deploy', build.context, build.dockerfile));
  for (const volume of compose.services.balancer.volumes) assertExists(join('deploy', volume.split(':')[0]));
  for (const path of all(read('.dockerignore'), /^!(\S+)$/gm)) assertExists(path);
  for (const name of [dockerfile, unit].flatMap((text) => all(text, /\/(serve)\b/g))) {
    assertExists(join('deploy', name));
  }
});

Deno.test('every node keeps its own data, and both load balancers know every node', () => {
  const volumes = nodes.map((node) => compose.services[node].volumes.join());
  assert.equal(new Set(volumes).size, nodes.length);
  for (const proxy of proxies) {
    assert.deepEqual(
      [...new Set(all(read(proxy), /\bserver (?:\S+ )?(node-\d+):8080/g))].sort(),
      nodes.sort(),
    );
  }
  for (const backend of ['pages', 'calls']) {
    const [section] = all(
      read('deploy/haproxy.cfg'),
      new RegExp(`^backend ${backend}\\n((?: .*\\n)+)`, 'gm'),
    );
    for (const node of nodes) {
      assert.match(section, new RegExp(`server ${node} ${node}:8080 (check|track pages/${node})\\n`));
      assert.match(
        section,
        new RegExp(`server ${node}-alone .* (check|track calls/${node}-alone) backup\\n`),
      );
    }
  }
});

Deno.test('a load balancer without a single node answers a call as we do', () => {
  for (const proxy of proxies) {
    const answers = all(read(proxy), /'(\{"success.*\})'/g);
    assert.ok(answers.length > 0, proxy);
    for (const answer of answers.map((text) => JSON.parse(text))) {
      assert.equal(answer.success, false);
      assert.ok(answer.error in wsErrors, answer.error);
    }
  }
});

Deno.test('the unit gives the service the time it takes to stop', () => {
  const [graceMs] = all(read('src/main.ts'), /SHUTDOWN_GRACE_MS = ([\d_]+)/g).map((text) =>
    Number(text.replaceAll('_', ''))
  );
  const [unitSeconds] = all(unit, /^TimeoutStopSec=(\d+)$/gm);
  const [composeSeconds] = all(compose.services[nodes[0]].stop_grace_period, /^(\d+)s$/g);
  assert.equal(unitSeconds, composeSeconds);
  assert.ok(Number(unitSeconds) * 1000 > graceMs);
});
