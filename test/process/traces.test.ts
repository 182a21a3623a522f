import assert from 'node:assert/strict';
import config from '../../deno.json' with { type: 'json' };
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly parentSpanId: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number };
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

/** A collector that understands OTLP over HTTP with JSON. */
function openCollector() {
  const spans: Span[] = [];
  const bodies: string[] = [];
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, async (request) => {
    const body = await request.text();
    bodies.push(body);
    if (request.url.endsWith('/v1/traces')) spans.push(...spansIn(body));
    return Response.json({});
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, spans, bodies, close: () => server.shutdown() };
}

function spansIn(body: string): Span[] {
  const { resourceSpans } = JSON.parse(body);
  return resourceSpans.flatMap(({ scopeSpans }: { scopeSpans: { spans: Span[] }[] }) =>
    scopeSpans.flatMap(({ spans }) => spans)
  );
}

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** The service as it starts when somebody turns OpenTelemetry on, and a group's URL. */
async function serveTraced(
  collector: string,
  body: (server: ServerProcess, url: string, dataDir: string) => Promise<void>,
) {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({
    DATA_DIR: dataDir,
    OTEL_DENO: 'true',
    OTEL_DENO_TRACING: 'false',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_SERVICE_NAME: 'plum-routes',
  });
  try {
    const destinations = [{ name: 'Boston', uri: 'sip:boston@10.0.1.2', percent: 100 }];
    const created = await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } });
    await body(server, (await created.json()).url, dataDir);
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const post = async (url: string, headers: HeadersInit = {}) =>
  await (await fetch(url, { method: 'POST', headers })).json();

Deno.test('with OpenTelemetry on, every answer to a voice application is a span that tells no secret', async () => {
  const collector = openCollector();
  await serveTraced(collector.url, async ({ url }, routeUrl) => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    await post(`${routeUrl}?session.id=session-of-a-caller`, {
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    });
    await post(`${url}/ws/complete?session.id=session-of-a-caller`);
    await post(`${url}/ws/route/1/no-such-key?session.id=session-of-a-caller`);
    await until(() => collector.spans.length >= 3);

    const [routed, completed, refused] = collector.spans;
    assert.deepEqual(collector.spans.map(({ name }) => name), [
      'POST /ws/route/{account}/{key}',
      'POST /ws/complete',
      'POST /ws/route/{account}/{key}',
    ]);
    const common = { 'http.request.method': 'POST', 'http.route': '/ws/route/{account}/{key}' };
    assert.deepEqual(attributesOf(routed), {
      ...common,
      'plum_routes.account': 1,
      'plum_routes.group': 1,
      'plum_routes.attempt': 1,
    });
    assert.equal(attributesOf(completed)['plum_routes.completed'], 1);
    assert.deepEqual(attributesOf(refused), {
      ...common,
      'plum_routes.account': 1,
      'plum_routes.error': 'unknown_route',
    });
    assert.deepEqual([routed.traceId, routed.parentSpanId], [trace, 'b7ad6b7169203331']);
    assert.notEqual(completed.traceId, trace);
    for (const { startTimeUnixNano, endTimeUnixNano, kind, status } of collector.spans) {
      assert.equal(kind, 2, 'a server’s');
      assert.equal(status.code, 0, 'a refusal is an answer, no error');
      assert.ok(BigInt(startTimeUnixNano) < BigInt(endTimeUnixNano));
    }
    const key = routeUrl.split('/').at(-1)!;
    for (const secret of [key, 'no-such-key', 'session-of-a-caller']) {
      assert.ok(collector.bodies.every((body) => !body.includes(secret)), secret);
    }
  });
  await collector.close();
});

Deno.test('a collector that is away keeps no call waiting for it', async () => {
  await serveTraced('http://127.0.0.1:9', async (_, url) => {
    for (let call = 0; call < 50; call++) {
      assert.equal((await post(`${url}?session.id=call-${call}`)).success, true);
    }
  });
});

Deno.test('whatever starts the service turns the runtime’s own spans off, which would tell keys', () => {
  const { start, dev, demo, routes } = config.tasks;
  for (const { command } of [start, dev, demo, routes]) {
    assert.ok(command.startsWith('export OTEL_DENO_TRACING=false && '), command);
  }
  const serve = Deno.readTextFileSync(new URL('../../deploy/serve', import.meta.url));
  assert.match(serve, /^export OTEL_DENO_TRACING=false$/m);
});
