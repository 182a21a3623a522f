import type { GroupOutput } from '../../src/contract/group.ts';
import { createRandom, type Random } from '../../src/simulation/random.ts';

export interface CallerOptions {
  /** Over all groups. */
  readonly callsPerSecond: number;
  /** The mean; lengths are log-normal, as those of real calls. */
  readonly talkSeconds: number;
}

export interface CallerCounts {
  readonly asked: number;
  readonly retried: number;
  readonly refused: number;
  readonly completed: number;
}

export interface Callers {
  counts(): CallerCounts;
  /** Ends when every request has its answer: whoever answers may close then. */
  stop(): Promise<void>;
}

/** The spread of call lengths: standard deviation of their logarithm, as measured in contact centres. */
const SIGMA = 1.2;
/** How many transfers fail and are asked for again. */
const FAILING = 0.08;
const FAILS_AFTER_MS = 1500;

/** Simulated callers over real HTTP: a Poisson stream of calls, some of which fail at first, all of which complete. */
export function startCallers(
  groups: readonly GroupOutput[],
  completeUrl: string,
  options: CallerOptions,
): Callers {
  const random = createRandom(Date.now());
  const counts = { asked: 0, retried: 0, refused: 0, completed: 0 };
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const waiting = new Set<Promise<Answer>>();
  const ask = (url: string, session: string): Promise<Answer> => {
    const answer = post(url, session).finally(() => waiting.delete(answer));
    waiting.add(answer);
    return answer;
  };
  let isOver = false;
  const later = (ms: number, work: () => void) => {
    if (isOver) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const transfer = async (url: string, session: string) => {
    counts.asked += 1;
    const { success } = await ask(url, session);
    if (!success) return void (counts.refused += 1);
    if (random.next() < FAILING) {
      counts.retried += 1;
      return later(FAILS_AFTER_MS, () => transfer(url, session));
    }
    later(
      talkMs(random, options),
      async () => counts.completed += (await ask(completeUrl, session)).completed ?? 0,
    );
  };

  let calls = 0;
  const arrive = () => {
    const group = groups[calls % groups.length];
    void transfer(group.url, `demo;${calls++};${Date.now()}`);
    later(random.exponential(1000 / options.callsPerSecond), arrive);
  };
  arrive();
  return {
    counts: () => ({ ...counts }),
    async stop() {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(waiting);
    },
  };
}

function talkMs(random: Random, { talkSeconds }: CallerOptions): number {
  return 1000 * random.logNormal(talkSeconds, SIGMA);
}

interface Answer {
  readonly success: boolean;
  readonly completed?: number;
}

/** As a voice platform does it: without an answer that it can read, a call goes to its backup number. */
async function post(url: string, session: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ 'session.id': session }),
    });
    return await response.json();
  } catch {
    return { success: false };
  }
}
