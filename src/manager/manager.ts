import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { AuditLog } from '../directory/audit/audit-log.ts';
import type { Directory } from '../directory/directory.ts';
import type { History } from '../history/history.ts';
import type { Log } from '../log.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { callOperations } from './calls/call-operations.ts';
import { auditOperations } from './audit/audit-operations.ts';
import { eventOperations } from './events/event-operations.ts';
import { EventReader } from './events/event-reader.ts';
import { healthOperations } from './health-operations.ts';
import { groupOperations } from './groups/group-operations.ts';
import { scheduleOperations } from './groups/schedule-operations.ts';
import { failureResponse } from './http/failure-response.ts';
import type { Operation } from './http/operation.ts';
import { problemResponse } from './http/problem-response.ts';
import { type Doorkeeper, serveOperation } from './http/serve-operation.ts';
import { securityHeaders } from './http/security-headers.ts';
import { leakOperations } from './leaks/leak-operations.ts';
import { liveOperations } from './live/live-operations.ts';
import { createLiveStream } from './live/live-stream.ts';
import { metricsOperations } from './metrics-operations.ts';
import { openApiOperations } from './openapi/openapi-operations.ts';
import { servePage } from './page/page-files.ts';
import type { Authenticator } from './principal.ts';
import { sessionOperations } from './sessions/session-operations.ts';
import { reportOperations } from './reports/report-operations.ts';
import type { ReportsApi } from './reports/reports-api.ts';
import { usageOperations } from './usage/usage-operations.ts';
import { createWhatIfApi } from './what-if/what-if-api.ts';
import { whatIfOperations } from './what-if/what-if-operations.ts';

export interface ManagerOptions {
  readonly directory: Directory;
  readonly audit: AuditLog;
  readonly switchboard: Switchboard;
  readonly history: History;
  readonly reports: ReportsApi;
  /** For how long attempts that ended and refusals are kept. */
  readonly historyDays: number;
  readonly authenticator: Authenticator;
  /** People and keys: what `/api/auth/*` answers, and the operations under `/api/v1` that belong to it. */
  readonly auth?: {
    readonly handler: (request: Request) => Promise<Response>;
    readonly operations?: readonly Operation[];
  };
  /** Webhooks: the operations under `/api/v1/webhooks`. */
  readonly webhooks?: { readonly operations: readonly Operation[] };
  /** Base of the Route Manager's own links. */
  readonly publicUrl: string;
  /** Base of the links that voice applications call. */
  readonly wsPublicUrl: string;
  readonly log: Log;
  /** What `/metrics` answers, in Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** How many requests of a period a what-if replays at most, unless as many as are wise. */
  readonly mostReplayed?: number;
  /** Where the built page is; without it there is none, as when only the API is wanted. */
  readonly webRoot?: string;
}

/** The control plane: the REST API. */
export interface Manager {
  readonly app: Hono;
  /** Every operation of the REST API, as `app` routes them. */
  readonly operations: readonly Operation[];
  /** Ends every event stream and every replay, which would otherwise keep the server from shutting down. */
  endStreams(): void;
}

export function createManager(options: ManagerOptions): Manager {
  const { directory, authenticator, auth, publicUrl, log } = options;
  const whatIf = createWhatIfApi(options);
  const eventReader = new EventReader(log);
  const liveStream = createLiveStream({ ...options, events: options.history.events, eventReader });
  const operations: Operation[] = [
    ...openApiOperations(() => operations),
    ...healthOperations(options),
    ...metricsOperations(options),
    ...groupOperations(options),
    ...scheduleOperations(options),
    ...liveOperations({ ...options, liveStream }),
    ...eventOperations({ ...options, eventReader }),
    ...usageOperations(options),
    ...callOperations(options),
    ...sessionOperations(options),
    ...leakOperations(options),
    ...whatIfOperations(whatIf),
    ...reportOperations(options.reports),
    ...auditOperations(options),
    ...(options.webhooks?.operations ?? []),
    ...(auth?.operations ?? []),
  ];
  const app = new Hono();
  app.use(secure(options));
  route(app, operations, { authenticator, publicUrl });
  if (auth) app.all('/api/auth/*', (context) => auth.handler(context.req.raw));
  app.notFound((context) => elsewhere(context, options.webRoot));
  app.onError((error, context) => failureResponse(error, context.req, { directory, log }));
  const endStreams = () => {
    liveStream.close();
    whatIf.close();
  };
  return { app, operations, endStreams };
}

function secure(options: ManagerOptions): MiddlewareHandler {
  const setHeaders = securityHeaders(options);
  return async (context, next) => {
    await next();
    setHeaders(context.res.headers);
  };
}

/** What is no operation: below `/api` nothing but the page that explains it, above it the page. */
function elsewhere({ req }: Context, webRoot: string | undefined): Response | Promise<Response> {
  if (webRoot !== undefined && !/^\/api(?!\/docs$)(\/|$)/.test(req.path)) return servePage(webRoot, req.raw);
  return problemResponse('not-found', { detail: `Nothing is at ${req.path}.` });
}

/** Registers every operation, and for its path an answer to the methods that it does not have. */
function route(app: Hono, operations: readonly Operation[], doorkeeper: Doorkeeper) {
  for (const operation of operations) {
    app.on(
      operation.method.toUpperCase(),
      routerPath(operation.path),
      (context: Context) => serveOperation(operation, context.req.raw, context.req.param(), doorkeeper),
    );
  }
  for (const [path, same] of Map.groupBy(operations, (operation) => operation.path)) {
    const allow = allowed(same).join(', ');
    app.all(routerPath(path), (context: Context) =>
      problemResponse('method-not-allowed', {
        detail: `${context.req.path} takes ${allow}.`,
        headers: { allow },
      }));
  }
}

/** RFC 9110 §9.1: what answers GET answers HEAD. */
function allowed(operations: readonly Operation[]): string[] {
  const methods = operations.map(({ method }) => method.toUpperCase());
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

function routerPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
