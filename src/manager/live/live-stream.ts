import type { Directory, GroupChange } from '../../directory/directory.ts';
import type { StoredEvent } from '../../history/event-feed.ts';
import type { EventHistory } from '../../history/events/event-history.ts';
import type { Log } from '../../log.ts';
import type { Switchboard } from '../../switchboard/switchboard.ts';
import type { EventReader } from '../events/event-reader.ts';
import { AccountFeed } from './account-feed.ts';
import { Audience } from './audience.ts';
import { EventWatch } from './event-watch.ts';

export interface LiveStreamOptions {
  readonly directory: Directory;
  readonly switchboard: Switchboard;
  readonly events: EventHistory;
  readonly eventReader: EventReader;
  readonly log: Log;
  /** How often viewers get news. */
  readonly tickMs?: number;
}

/** Sends live states to those who watch. */
export interface LiveStream {
  /** Server-sent events of an account's groups, or of one, and of what happens. Throws when storage fails. */
  watch(accountId: number, groupId?: number): Promise<ReadableStream<Uint8Array>>;

  /** Looks at what is watched and tells the viewers. A timer calls it while anybody watches. */
  tick(): Promise<void>;

  /** Ends every connection. */
  close(): void;
}

export function createLiveStream(options: LiveStreamOptions): LiveStream {
  const { directory, events, eventReader, log, tickMs = 1000 } = options;
  const eventWatch = new EventWatch(events, log);
  const audiences = new Map<number, Audience>();
  const stopListening = directory.onChange((change) => outdate(audiences, change));
  let timer: ReturnType<typeof setInterval> | undefined;
  let ticking = false;
  let failing = false;
  let closed = false;

  return { watch, tick, close };

  async function watch(accountId: number, groupId?: number): Promise<ReadableStream<Uint8Array>> {
    const audience = audiences.get(accountId) ?? open(accountId);
    const stream = audience.admit(groupId);
    // Before the first event is sent: who reads what happened until then misses nothing.
    await eventWatch.begin();
    if (audience.feed.looks === 0) {
      await audience.feed.look().catch(async (error) => {
        await stream.cancel();
        throw error;
      });
      audience.tell();
    }
    if (closed) audience.close();
    return stream;
  }

  function open(accountId: number): Audience {
    const audience = new Audience(new AccountFeed(accountId, options), () => leave(accountId));
    audiences.set(accountId, audience);
    timer ??= setInterval(() => void tick(), tickMs);
    return audience;
  }

  function leave(accountId: number) {
    audiences.delete(accountId);
    if (audiences.size > 0) return;
    eventWatch.end();
    clearInterval(timer);
    timer = undefined;
  }

  async function tick() {
    if (ticking) return;
    ticking = true;
    const happened = audiences.size > 0 ? await eventWatch.look() : [];
    for (const [accountId, audience] of audiences) {
      await look(audience.feed);
      audience.happened.add(eventsFor(accountId, audience, happened));
      audience.tick();
    }
    ticking = false;
  }

  /** Storage that fails is told once: viewers keep what they saw last, and the next tick tries again. */
  async function look(feed: AccountFeed) {
    try {
      await feed.look();
      failing = false;
    } catch (error) {
      if (!failing) log.warn('The live view can not read the groups.', { error: String(error) });
      failing = true;
    }
  }

  function eventsFor(accountId: number, { feed }: Audience, happened: readonly StoredEvent[]) {
    const own = happened.filter((event) => event.accountId === null || event.accountId === accountId);
    return eventReader.read(own, (groupId) => feed.group(groupId));
  }

  function close() {
    closed = true;
    stopListening();
    for (const audience of audiences.values()) audience.close();
  }
}

/** A removal names no account, so every feed looks again. */
function outdate(audiences: ReadonlyMap<number, Audience>, change: GroupChange) {
  if (change.kind === 'configured') audiences.get(change.group.accountId)?.feed.outdate();
  else for (const { feed } of audiences.values()) feed.outdate();
}
