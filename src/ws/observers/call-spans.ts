import type { WsAnswer } from '../answer.ts';
import type { Call } from '../call.ts';
import type { WsObserver } from '../observer.ts';
import { groupOf, type Target } from '../ws-path.ts';
import type { GroupAddresses } from './group-addresses.ts';

/** OpenTelemetry's `SpanKind.SERVER` and `SpanStatusCode.ERROR`, as its JavaScript API numbers them. */
const SERVER = 1;
const ERROR = 2;

/** Under this key OpenTelemetry's JavaScript API keeps a span in a context. */
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

/** W3C Trace Context §3.2: version, trace, parent, flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;

/**
 * A span of OpenTelemetry for every answer of the data plane, exported by the runtime; throws while the runtime's
 * OpenTelemetry is off. It tells neither the key of a group nor a session id, which the runtime's own spans would.
 */
export class CallSpans implements WsObserver {
  readonly #tracer = Deno.telemetry.tracerProvider.getTracer('plum-routes');
  readonly #groups: GroupAddresses;

  constructor(groups: GroupAddresses) {
    this.#groups = groups;
    // Should that fail, then at the start and not at every call. What is never ended is never exported.
    this.#tracer.startSpan('start');
  }

  answered(answer: WsAnswer, tookMs: number, target: Target, _call: Call | undefined, request: Request) {
    const endMs = performance.timeOrigin + performance.now();
    const route = routeOf(target);
    const span = this.#tracer.startSpan(
      route ? `${request.method} ${route}` : request.method,
      {
        kind: SERVER,
        startTime: endMs - tookMs,
        attributes: this.#attributes(answer, target, request, route),
      },
      contextOf(request),
    );
    if (!answer.success && answer.error === 'internal') span.setStatus({ code: ERROR });
    span.end(endMs);
  }

  /** By OpenTelemetry's semantic conventions for HTTP as far as they go. */
  #attributes(answer: WsAnswer, target: Target, { method }: Request, route: string | undefined): Attributes {
    const address = groupOf(target);
    const attributes: Attributes = { 'http.request.method': method };
    const tell = (name: string, value: Attributes[string] | undefined) => {
      if (value !== undefined) attributes[name] = value;
    };
    tell('http.route', route);
    tell('plum_routes.account', address?.accountId);
    tell('plum_routes.group', address && this.#groups.idOf(address));
    if ('attempt' in answer) tell('plum_routes.attempt', answer.attempt);
    if ('completed' in answer) tell('plum_routes.completed', answer.completed);
    if (!answer.success) tell('plum_routes.error', answer.error);
    tell('plum_routes.degraded', answer.degraded);
    return attributes;
  }
}

type Attributes = Record<string, string | number | boolean>;

function routeOf(target: Target): string | undefined {
  if (groupOf(target)) return `/ws/${target.kind}/{account}/{key}`;
  return target.kind === 'complete' ? '/ws/complete' : undefined;
}

/** In which the span of the sender is, when it sent one along. */
function contextOf({ headers }: Request) {
  const context = Deno.telemetry.contextManager.active();
  const header = headers.get('traceparent');
  const [, traceId, spanId, flags] = header === null ? [] : TRACEPARENT.exec(header) ?? [];
  if (traceId === undefined) return context;
  const parent = { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
  return context.setValue(SPAN, { spanContext: () => parent });
}
