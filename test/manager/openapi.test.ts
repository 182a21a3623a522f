import assert from 'node:assert/strict';
import { problems } from '../../src/contract/errors.ts';
import { openControlPlane } from './control-plane.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

async function readDocument() {
  await using plane = await openControlPlane();
  const { json } = await plane.ask('GET', '/api/openapi.json', { as: null });
  const routes = plane.manager.app.routes.filter(({ method }) => METHODS.includes(method.toLowerCase()))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  return { document: json, routes };
}

function operationsOf(document: { paths: Record<string, Record<string, unknown>> }) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    // deno-lint-ignore no-explicit-any -- a document is looked into here and there
    Object.entries(methods as Record<string, any>).map(([method, operation]) => ({ method, path, operation }))
  );
}

Deno.test('every route is in the document, and every operation of the document is a route', async () => {
  const { document, routes } = await readDocument();
  const documented = operationsOf(document).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  assert.ok(documented.includes('PUT /api/v1/groups/{id}'));
  assert.deepEqual(documented.sort(), routes.sort());
});

Deno.test('names its operations and parameters as OpenAPI asks', async () => {
  const { document } = await readDocument();
  assert.match(document.openapi, /^3\.1\./);
  const operations = operationsOf(document);
  const names = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { path, operation } of operations) {
    const inPath = operation.parameters.filter((each: { in: string }) => each.in === 'path');
    const templated = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    assert.deepEqual(inPath.map(({ name }: { name: string }) => name), templated, path);
    assert.ok(inPath.every(({ required }: { required: boolean }) => required), path);
  }
});

Deno.test('refers to nothing that is not there', async () => {
  const { document } = await readDocument();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path);
  assert.ok(references.length > 0);
  for (const reference of references) {
    // deno-lint-ignore no-explicit-any -- walks down the document
    const target = reference.split('/').reduce((part: any, name) => part?.[name], document);
    assert.ok(target, reference);
  }
});

Deno.test('tells who may do what, and that an edit needs its version', async () => {
  const { document } = await readDocument();
  const put = document.paths['/api/v1/groups/{id}'].put;
  assert.equal(put.description, 'Needs the role editor.');
  assert.equal(put['x-required-role'], 'editor');
  assert.deepEqual(put.security, [{ apiKey: [] }, { session: [] }]);
  assert.ok(put.parameters.some((each: never) => each['name'] === 'If-Match' && each['required'] === true));
  assert.deepEqual(put.requestBody.content['application/json'].schema, {
    $ref: '#/components/schemas/GroupEdit',
  });
  assert.deepEqual(document.paths['/healthz'].get.security, []);
});

Deno.test('tells what each operation is about', async () => {
  const { document } = await readDocument();
  const tag = (path: string) => document.paths[path].get.tags[0];
  assert.deepEqual(['/api/v1/groups/{id}/live', '/api/v1/account/audit.csv', '/readyz'].map(tag), [
    'groups',
    'audit',
    'service',
  ]);
});

Deno.test('the address of a problem type explains it', async () => {
  await using plane = await openControlPlane();
  const { json: refusal } = await plane.ask('GET', '/api/v1/groups', { as: null });
  const { status, json } = await plane.ask('GET', refusal.type, { as: null });
  assert.equal(status, 200);
  assert.deepEqual(json, { type: refusal.type, title: refusal.title, status: 401 });
});

const reference = await Deno.readTextFile(new URL('../../docs/reference/rest-api.md', import.meta.url));

Deno.test('the reference has every operation with its role, and no other', async () => {
  await using plane = await openControlPlane();
  const rows = [...reference.matchAll(/^\| `(\w+ \/[^`]+)` +\| (\w+) +\|/gm)].map(([, route, needs]) =>
    `${route} ${needs}`
  );
  const operations = plane.manager.operations.map(({ method, path, needs }) =>
    `${method.toUpperCase()} ${path} ${needs}`
  );
  assert.deepEqual(rows.sort(), operations.sort());
});

Deno.test('the reference has every problem type with its status, and no other', () => {
  const rows = [...reference.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)].map((
    [, type, status],
  ) => [type, Number(status)]);
  assert.deepEqual(
    Object.fromEntries(rows),
    Object.fromEntries(Object.entries(problems).map(([type, { status }]) => [type, status])),
  );
});
