import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '../../src/log.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { Agenda } from '../../src/simulation/agenda.ts';
import { createRandom } from '../../src/simulation/random.ts';

/** What becomes of a tenth of the calls each; of the others, half tell that they were connected. */
const OTHERWISE: readonly Outcome[] = ['busy', 'no_answer', 'caller_hung_up'];

const MEAN_TALK_SECONDS = 240;

/**
 * A folder in which a switchboard had calls for these groups from `fromMs` to `toMs`, one every `everySeconds` or so:
 * what a service that is started on it then has as its past. Seeded.
 */
export async function playDay(
  dataDir: string,
  groups: readonly RouteGroup[],
  { fromMs, toMs, everySeconds }: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly everySeconds: number;
  },
) {
  const random = createRandom(7);
  let nowMs = fromMs;
  const switchboard = openEmbeddedSwitchboard({
    ...{ dataDir, groups, log: silentLog, sync: 'NORMAL', patienceMs: 60_000, expiryTickMs: 2 },
    clock: () => nowMs,
  });
  const agenda = new Agenda();
  let calls = 0;
  let doing: Promise<unknown> = Promise.resolve();
  const complete = async (session: string, outcome: Outcome | undefined) => {
    await switchboard.complete({ session, outcome });
  };
  const arrive = async () => {
    agenda.book(nowMs + 1000 * random.exponential(everySeconds), () => doing = arrive());
    const { accountId, key } = groups[calls % groups.length];
    const session = `played;${calls++}`;
    const { kind } = await switchboard.place({ accountId, key, session });
    if (kind !== 'placed') return;
    const lot = random.next();
    const outcome = OTHERWISE[Math.floor(lot * 10)] ?? (lot < 0.65 ? 'connected' : undefined);
    const talkMs = 1000 * random.logNormal(MEAN_TALK_SECONDS, 1.2);
    agenda.book(nowMs + talkMs, () => doing = complete(session, outcome));
  };
  agenda.book(fromMs, () => doing = arrive());
  while (agenda.nextMs < toMs) {
    nowMs = Math.max(nowMs, Math.round(agenda.nextMs));
    agenda.proceed();
    await doing;
  }
  nowMs = toMs;
  while (switchboard.health().waiting > 0) await delay(2);
  await switchboard.close();
}
