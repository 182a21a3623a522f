import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.ts';

/** How hard and how long. */
export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Whether each call that is routed is completed as well. */
  readonly completing: boolean;
  /** For how long each connection rests before it asks again; as fast as it can unless given. */
  readonly restMs?: number;
}

export interface LoadFigures {
  /** Of all requests, routed and completed. */
  readonly requestsPerSecond: number;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const SCRIPT = fileURLToPath(new URL('./load.lua', import.meta.url));

let runs = 0;

/** One run of `wrk`, on one thread. Throws when a request failed. */
export async function applyLoad(
  contender: Pick<Contender, 'name' | 'routeUrl' | 'completePath'>,
  load: Load,
): Promise<LoadFigures> {
  const { connections, seconds, completing, restMs = 0 } = load;
  const prefix = `${Date.now().toString(36)}-${++runs}-`;
  const options = [
    '-t1',
    '--timeout',
    '10s',
    `-c${connections}`,
    `-d${seconds}s`,
    '-s',
    SCRIPT,
    contender.routeUrl,
  ];
  const arguments_ = [prefix, completing ? contender.completePath : '', String(connections), String(restMs)];
  const { stdout, stderr, success } = await new Deno.Command('wrk', {
    args: [...options, '--', ...arguments_],
  })
    .output();
  const text = new TextDecoder().decode(stdout);
  if (!success) throw new Error(`wrk failed: ${text}${new TextDecoder().decode(stderr)}`);
  return figuresOf(text, contender.name);
}

function figuresOf(text: string, name: string): LoadFigures {
  const { requests, microseconds, p50Ms, p99Ms, errors } = JSON.parse(text.trimEnd().split('\n').at(-1)!);
  if (errors > 0) throw new Error(`${name}: ${errors} of ${requests} requests failed.`);
  return { requestsPerSecond: (requests * 1e6) / microseconds, requests, p50Ms, p99Ms };
}
