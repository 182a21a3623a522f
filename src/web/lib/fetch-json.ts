import type { Problem } from '../../contract/problem.ts';

/** The service answered that it can't: an RFC 9457 problem. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
  }
}

/** No answer came, or none that this page understands. */
export class UnreachableError extends Error {
  constructor(options?: ErrorOptions) {
    super('The service does not answer. Calls may still be routed; this page tries again.', options);
    this.name = 'UnreachableError';
  }
}

export interface JsonRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** The version that is being changed; somebody else's save meanwhile gives a `stale-version` problem. */
  readonly ifVersion?: number;
  readonly signal?: AbortSignal;
}

/**
 * Asks the REST API. The answer's shape is the contract's, which server and page share.
 * Throws `ProblemError` or `UnreachableError`.
 */
export async function fetchJson<Answer>(path: string, request: JsonRequest = {}): Promise<Answer> {
  const response = await send(path, request);
  const text = await response.text();
  const answer = text === '' ? undefined : parse(text);
  if (response.ok) return answer as Answer;
  if (isProblem(answer)) throw new ProblemError(answer);
  throw new UnreachableError();
}

/**
 * Asks the REST API for an answer of many lines, each of them JSON, and gives them as they come.
 * Throws `ProblemError` or `UnreachableError`.
 */
export async function* readLines<Line>(path: string, request: JsonRequest = {}): AsyncGenerator<Line, void> {
  const response = await send(path, request);
  if (!response.ok || !response.body) {
    const answer = parse(await response.text());
    throw isProblem(answer) ? new ProblemError(answer) : new UnreachableError();
  }
  let text = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    while (true) {
      const { done, value } = await read(reader, request.signal);
      if (done) return;
      const lines = (text + value).split('\n');
      text = lines.pop()!;
      for (const line of lines) yield parse(line) as Line;
    }
  } finally {
    // Whoever has enough lets the service stop.
    reader.cancel().catch(() => {});
  }
}

async function read(reader: ReadableStreamDefaultReader<string>, signal: AbortSignal | undefined) {
  try {
    return await reader.read();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new UnreachableError({ cause });
  }
}

async function send(
  path: string,
  { method = 'GET', body, ifVersion, signal }: JsonRequest,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (ifVersion !== undefined) headers.set('if-match', `"${ifVersion}"`);
  try {
    return await fetch(path, { method, headers, body: JSON.stringify(body), signal });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new UnreachableError({ cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreachableError({ cause });
  }
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'status' in answer && 'title' in answer;
}

/** Whether this is the problem of that type, the last part of its `type` (see contract/errors.ts). */
export function isProblemOf(error: unknown, type: string): error is ProblemError {
  return error instanceof ProblemError && error.problem.type.split(/[/:#]/).at(-1) === type;
}
