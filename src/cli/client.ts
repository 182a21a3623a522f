import { z } from 'zod';
import { type CallTimeline, callTimeline } from '../contract/call.ts';
import { type GroupInput, groupList, type GroupOutput, groupOutput } from '../contract/group.ts';
import { type AccountLive, accountLive } from '../contract/live.ts';
import type { WrittenContent } from '../contract/group-version.ts';
import {
  openSessionPage,
  type OpenSessionPageOutput,
  type ReleaseOutput,
  releaseOutput,
} from '../contract/open-session.ts';
import { type Problem, problem } from '../contract/problem.ts';
import { scheduledEdit, type ScheduledEditOutput, scheduledEdits } from '../contract/scheduled-edit.ts';
import { type WhatIfOutput, whatIfOutput } from '../contract/what-if.ts';
import { CommandFailure } from './command-failure.ts';
import { exitCode } from './exit-code.ts';

/** The REST API, as far as the command line needs it. Every method throws a `CommandFailure` that says what to do. */
export interface RoutesClient {
  groups(): Promise<GroupOutput[]>;
  live(): Promise<AccountLive>;
  /** The call with this session; without steps when there is none. */
  call(session: string): Promise<CallTimeline>;
  create(group: GroupInput): Promise<GroupOutput>;
  /** Throws a `RequestRefused` with status 412 if somebody saved after `version`. */
  replace(id: number, version: number, group: GroupInput, times?: Times): Promise<void>;
  remove(id: number, version: number): Promise<GroupOutput>;
  /** What is scheduled for a group, in the order in which it is due. */
  scheduled(id: number): Promise<ScheduledEditOutput[]>;
  /** A page of open sessions; of one group, when one is given. */
  openSessions(query: SessionQuery, groupId?: number): Promise<OpenSessionPageOutput>;
  release(asked: SessionRelease, groupId?: number): Promise<ReleaseOutput>;
  /** What a period would have been like if the group had been this. */
  whatIf(id: number, period: Period, group: WrittenContent): Promise<WhatIfOutput>;
}

/** As RFC 3339 writes times. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Which open sessions are meant; times as RFC 3339 writes them. */
export interface SessionFilter {
  readonly session?: string | undefined;
  readonly sessionPrefix?: string | undefined;
  readonly destination?: number | undefined;
  readonly openedBefore?: string | undefined;
}

export interface SessionQuery extends SessionFilter {
  readonly order?: 'oldest' | 'newest';
  readonly limit?: string;
}

export type SessionRelease = { readonly ids: readonly number[] } | { readonly filter: SessionFilter };

/** When an edit is in effect, as RFC 3339 writes it. */
export interface Times {
  readonly effectiveAt?: string | undefined;
  readonly until?: string | undefined;
}

export interface ClientOptions {
  /** The server's address, without a trailing slash. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/** The server understood the request and refuses it. */
export class RequestRefused extends CommandFailure {
  constructor(readonly problem: Problem) {
    super(describeProblem(problem), exitCode.no);
  }
}

/** A server that has not answered after this long is as good as none. */
const TIMEOUT_MS = 30_000;

/** Replays take long, and wait for those of others. */
const REPLAY_TIMEOUT_MS = 300_000;

export function createClient(options: ClientOptions): RoutesClient {
  const send = <Schema extends z.ZodType>(schema: Schema, ask: Ask) => request(options, schema, ask);
  return {
    groups: async () => (await send(groupList, { method: 'GET', path: '/groups' })).groups,
    live: () => send(accountLive, { method: 'GET', path: '/live' }),
    call: (session) => send(callTimeline, { method: 'GET', path: `/calls${queryOf({ session })}` }),
    create: (group) => send(groupOutput, { method: 'POST', path: '/groups', body: group }),
    async replace(id, version, group, times = {}) {
      const path = `/groups/${id}${queryOf(times)}`;
      await send(z.union([groupOutput, scheduledEdit]), { method: 'PUT', path, version, body: group });
    },
    remove: (id, version) => send(groupOutput, { method: 'DELETE', path: `/groups/${id}`, version }),
    scheduled: async (id) =>
      (await send(scheduledEdits, { method: 'GET', path: `/groups/${id}/scheduled` })).scheduled,
    openSessions: (query, groupId) =>
      send(openSessionPage, { method: 'GET', path: `${sessionsOf(groupId)}${queryOf(query)}` }),
    release: (asked, groupId) =>
      send(releaseOutput, { method: 'POST', path: `${sessionsOf(groupId)}/release`, body: asked }),
    whatIf: (id, period, group) =>
      send(whatIfOutput, {
        method: 'POST',
        path: `/groups/${id}/what-if`,
        body: { ...period, group },
        timeoutMs: REPLAY_TIMEOUT_MS,
      }),
  };
}

function queryOf(fields: object): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

function sessionsOf(groupId: number | undefined): string {
  return groupId === undefined ? '/sessions' : `/groups/${groupId}/sessions`;
}

interface Ask {
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly version?: number;
  readonly body?: unknown;
  /** After which a server counts as gone. */
  readonly timeoutMs?: number;
}

async function request<Schema extends z.ZodType>(
  options: ClientOptions,
  schema: Schema,
  ask: Ask,
): Promise<z.output<Schema>> {
  const { response, body } = await exchange(options, ask);
  const parsed = (response.ok ? schema : problem).safeParse(body);
  if (!parsed.success) throw strange(options.url, response);
  if (!response.ok) throw new RequestRefused(parsed.data as Problem);
  return parsed.data as z.output<Schema>;
}

/** Sends the request and reads the whole answer; a body that is not JSON is undefined. */
async function exchange(options: ClientOptions, ask: Ask): Promise<{ response: Response; body: unknown }> {
  let response: Response, text: string;
  try {
    response = await options.fetch(requestFor(options, ask));
    text = await response.text();
  } catch (error) {
    throw unreachable(options.url, error, ask);
  }
  return { response, body: parseJson(text) };
}

function requestFor({ url, apiKey }: ClientOptions, ask: Ask): Request {
  const { method, path, version, body, timeoutMs = TIMEOUT_MS } = ask;
  const headers = new Headers({ accept: 'application/json' });
  if (apiKey) headers.set('authorization', `Bearer ${apiKey}`);
  if (version !== undefined) headers.set('if-match', `"${version}"`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  return new Request(`${url}/api/v1${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(url: string, error: unknown, { timeoutMs = TIMEOUT_MS }: Ask): CommandFailure {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    const message = `${url} has not answered for ${timeoutMs / 1000} seconds. Look at its log.`;
    return new CommandFailure(message, exitCode.unreachable);
  }
  if (!(error instanceof TypeError)) throw error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  const what = /refused/i.test(reason) ? `No server at ${url}.` : `${url} can't be reached: ${reason}.`;
  const message = `${what} Start it with \`npx -y deno@2.9 task start\`, or set ROUTES_URL to where it is.`;
  return new CommandFailure(message, exitCode.unreachable);
}

function strange(url: string, { status }: Response): CommandFailure {
  const message = `${url} answered (status ${status}), but not as this version of Plum Routes does. ` +
    'Check ROUTES_URL, and that server and command line have the same version.';
  return new CommandFailure(message, exitCode.no);
}

function describeProblem({ title, status, detail, errors }: Problem): string {
  const faults = errors?.map((fault) => `  ${fault.pointer}: ${fault.detail}`);
  const lines = faults?.length ? [`${title}:`, ...faults] : [detail ? `${title}. ${detail}` : `${title}.`];
  if (status === 401) {
    lines.push('Set ROUTES_API_KEY to a key. `deno task routes key create --name NAME` makes one.');
  }
  return lines.join('\n');
}
