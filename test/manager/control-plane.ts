import assert from 'node:assert/strict';
import { join } from 'node:path';
import { z } from 'zod';
import { problems, type ProblemType } from '../../src/contract/errors.ts';
import { type GroupOutput, groupOutput } from '../../src/contract/group.ts';
import { problem } from '../../src/contract/problem.ts';
import { role as anyRole } from '../../src/contract/roles.ts';
import type { AuditLog } from '../../src/directory/audit/audit-log.ts';
import { KyselyAuditLog } from '../../src/directory/audit/kysely-audit-log.ts';
import type { Directory } from '../../src/directory/directory.ts';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { openSqlite } from '../../src/directory/sqlite/open-sqlite.ts';
import { KyselyDeliveries } from '../../src/directory/webhooks/kysely-deliveries.ts';
import { KyselyWebhooks } from '../../src/directory/webhooks/kysely-webhooks.ts';
import type { History } from '../../src/history/history.ts';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { KyselyReports } from '../../src/history/reports/kysely-reports.ts';
import type { Reports } from '../../src/history/reports/reports.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import type { Operation } from '../../src/manager/http/operation.ts';
import { createManager, type Manager, type ManagerOptions } from '../../src/manager/manager.ts';
import { problemsOf } from '../../src/manager/openapi/openapi-document.ts';
import type { Authenticator } from '../../src/manager/principal.ts';
import { createReportsApi } from '../../src/manager/reports/reports-api.ts';
import { openWebhooks, type WebhooksOptions } from '../../src/manager/webhooks/open-webhooks.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';

/** The control plane on a real directory and a real switchboard, without a socket. */
export interface ControlPlane extends AsyncDisposable {
  readonly manager: Manager;
  readonly directory: Directory;
  readonly audit: AuditLog;
  readonly switchboard: Switchboard;
  readonly history: History;
  /** The lines of the log. */
  readonly lines: readonly string[];
  /** Asks, and checks that the answer is one that the OpenAPI document promises. */
  ask(method: string, path: string, asking?: Asking): Promise<Answer>;
  /** A new group of account 1. */
  create(fields?: Record<string, unknown>): Promise<GroupOutput>;
}

export interface Asking {
  /** `{account}-{role}`, as an API key; nobody when null. */
  readonly as?: string | null;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // deno-lint-ignore no-explicit-any -- tests look into all kinds of answers
  readonly json: any;
}

export const BASE = 'https://routes.test';

/** A group as somebody would write it. */
export const support = {
  name: 'Support',
  destinations: [
    { name: 'Boston', uri: 'tel:+16177123000', percent: 60 },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
  ],
};

/** `1-editor` is an editor of account 1, by a bearer key or by a cookie. */
const principals: Authenticator = {
  authenticate({ headers }) {
    const credential = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ??
      /session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];
    const [account, name] = credential?.split('-') ?? [];
    const role = anyRole.safeParse(name);
    if (!role.success) return Promise.resolve(undefined);
    const actor = { kind: 'key', id: credential!, name: `Key ${credential}` } as const;
    return Promise.resolve({ accountId: Number(account), role: role.data, actor });
  },
};

/** `clock` is what all of it goes by, in milliseconds of Unix time. */
export async function openControlPlane(
  { sending, figures, ...options }: Partial<ManagerOptions> & {
    readonly sending?: Partial<WebhooksOptions>;
    /** What reports are put together from, in place of the switchboard's own. */
    readonly figures?: Reports;
  } = {},
  clock = Date.now,
): Promise<ControlPlane> {
  const dataDir = await Deno.makeTempDir();
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'text', write: (line) => void lines.push(line) });
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log, now: () => new Date(clock()) });
  const audit = new KyselyAuditLog(db);
  const switchboard = openEmbeddedSwitchboard({ dataDir, groups: [], log, clock });
  directory.onChange((change) => {
    if (change.kind === 'configured') switchboard.configure(change.group);
    else switchboard.remove(change.groupId);
  });
  const reader = openSqliteReader<HistorySchema>(join(dataDir, SWITCHBOARD_FILE));
  const history = new KyselyHistory(reader, clock);
  const reports = figures ?? new KyselyReports(reader, clock);
  const metrics = new Metrics();
  const webhooks = openWebhooks({
    ...{ directory, audit, log, reach: 'any', overlapMs: 0, lookMs: 20 },
    webhooks: new KyselyWebhooks(db),
    deliveries: new KyselyDeliveries(db, 'sqlite'),
    secret: 'a secret for tests, 32 characters and more',
    ...sending,
  });
  const manager = createManager({
    directory,
    audit,
    switchboard,
    history,
    reports: createReportsApi({ directory, reports }, log),
    historyDays: 30,
    authenticator: principals,
    webhooks,
    publicUrl: BASE,
    wsPublicUrl: BASE,
    log,
    metrics: () => metrics.text(switchboard),
    ...options,
  });
  const ask: ControlPlane['ask'] = async (method, path, asking = {}) => {
    const answer = await read(await manager.app.request(BASE + path, requestOf(method, asking)));
    if (method !== 'HEAD') assertDocumented(manager.operations, method, path, answer);
    return answer;
  };
  return {
    manager,
    directory,
    audit,
    switchboard,
    history,
    lines,
    ask,
    async create(fields = {}) {
      const { status, json } = await ask('POST', '/api/v1/groups', { json: { ...support, ...fields } });
      assert.equal(status, 201);
      return groupOutput.parse(json);
    },
    async [Symbol.asyncDispose]() {
      manager.endStreams();
      await webhooks.close();
      await history.close();
      await switchboard.close();
      await directory.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

function requestOf(method: string, { as = '1-editor', json, body, headers = {} }: Asking): RequestInit {
  return {
    method,
    headers: {
      ...(as === null ? {} : { authorization: `Bearer ${as}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? body : JSON.stringify(json),
  };
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** The answer is one of the operation's own, with its schema, or one of its problems. */
export function assertDocumented(
  operations: readonly Operation[],
  method: string,
  path: string,
  answer: Answer,
) {
  const operation = operations.find((each) => each.method === method.toLowerCase() && fits(each.path, path));
  const own = operation?.answers[answer.status];
  if (own) {
    const other = own.others?.[answer.headers.get('content-type')?.split(';')[0] ?? ''];
    return void (own.schema && !other && strictly(own.schema, answer.json));
  }
  assert.equal(answer.headers.get('content-type'), 'application/problem+json', answer.text);
  const { type, status, title } = problem.parse(answer.json);
  const name = type.split('/').at(-1) as ProblemType;
  assert.deepEqual({ status, title }, problems[name]);
  assert.equal(status, answer.status);
  if (operation) {
    assert.ok(problemsOf(operation).includes(name), `${operation.name} does not document ${name}`);
  }
}

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?|$)`).test(path);
}

/** Fields that the contract does not name would be lost on whoever reads the document. */
function strictly(schema: z.ZodType, json: unknown) {
  if (schema instanceof z.ZodObject) assert.deepEqual(schema.parse(json), json);
}
