import { deepEqual, equal, ok } from 'node:assert/strict';
import { curlLine } from '../../../../src/web/features/api-docs/curl-line.ts';
import type { OpenApiOperation } from '../../../../src/web/features/api-docs/openapi.ts';
import { operationsOf } from '../../../../src/web/features/api-docs/operations.ts';
import { staff } from '../../../manager/auth/staffed.ts';

/** Between arguments that a shell hands over: no argument has it. */
const APART = '\x1f';

/** What the shell would hand over to curl. */
async function argumentsOf(command: string): Promise<string[]> {
  const script = `curl() { printf '%s${APART}' "$@"; }; ${command}`;
  const { stdout } = await new Deno.Command('sh', {
    args: ['-c', script],
    env: { ROUTES_API_KEY: 'the-key' },
  })
    .output();
  return new TextDecoder().decode(stdout).split(APART).slice(0, -1);
}

/** The request that curl would make of these arguments. */
function requestOf([_silent, ...rest]: string[], key: string): Request {
  let [method, url, body] = ['GET', '', undefined as string | undefined];
  const headers = new Headers();
  while (rest.length > 0) {
    const next = rest.shift()!;
    if (next === '-X') method = rest.shift()!;
    else if (next === '-H') {
      const [, name, value] = /^([^:]+): (.*)$/.exec(rest.shift()!)!;
      headers.set(name, value.replace('the-key', key));
    } else if (next === '-d') {
      body = rest.shift()!;
      if (method === 'GET') method = 'POST';
    } else url = next;
  }
  return new Request(url, { method, headers, body });
}

/** Not understood or not let in: the command itself would be at fault. */
const AT_FAULT = [400, 401, 405, 413, 415, 422, 428];

Deno.test('every command is one that the service understands', async () => {
  await using staffed = await staff();
  const { json: { secret } } = await staffed.owner.ask('POST', '/api/v1/account/keys', {
    name: 'Docs',
    role: 'owner',
  });
  const { app } = staffed.plane.manager;
  const document = await (await app.request('http://localhost:8080/api/openapi.json')).json();
  const operations = operationsOf(document, 'http://localhost:8080');
  ok(operations.filter(({ curl }) => curl !== undefined).length > 30);
  for (const { id, role, curl } of operations) {
    if (curl === undefined) continue;
    const response = await app.fetch(requestOf(await argumentsOf(curl), secret));
    const text = response.status < 300 ? '' : await response.text();
    if (text === '') await response.body?.cancel();
    // Who asks that without a credential is nobody, and the answer says so.
    if (id === 'readMe') equal(response.status, 401);
    else ok(!AT_FAULT.includes(response.status), `${curl}\n${response.status} ${text}`);
    ok(!text.includes('An API key can not do this'), id);
    equal(curl.includes('$ROUTES_API_KEY'), role !== undefined, id);
  }
});

const operation = (over: Partial<OpenApiOperation>): OpenApiOperation => ({
  operationId: 'any',
  tags: [],
  summary: '',
  security: [],
  parameters: [],
  responses: {},
  ...over,
});

Deno.test('a command leaves nothing of what it sends to the shell', async () => {
  const hostile = `it's $HOME & "more" \`x\` {a,b}`;
  const command = curlLine('http://localhost', {
    method: 'put',
    path: '/api/v1/{id}',
    operation: operation({
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { const: hostile } },
        { name: 'q', in: 'query', required: true, schema: { const: hostile } },
        { name: 'left-out', in: 'query', required: false, schema: {} },
      ],
      requestBody: { content: { 'application/json': { schema: { const: hostile } } } },
    }),
    schemas: {},
  });
  const [, , method, address, , , , body] = await argumentsOf(command);
  equal(method, 'PUT');
  const url = new URL(address);
  equal(decodeURIComponent(url.pathname), `/api/v1/${hostile}`);
  deepEqual([...url.searchParams], [['q', hostile]]);
  equal(JSON.parse(body), hostile);
});
