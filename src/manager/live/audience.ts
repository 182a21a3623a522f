import type { AccountFeed } from './account-feed.ts';
import { HappenedFeed } from './happened-feed.ts';

/**
 * A connection that was silent for this many ticks is told so: no proxy takes it for dead then, and a viewer that hears
 * nothing knows that it is. A comment would keep the connection as well, but no page can see one.
 */
export const HEARTBEAT_TICKS = 5;

/** A connection ends after this many ticks: the browser opens the next one, and who it is gets checked again. */
export const LIFE_TICKS = 300;

/** How many events may wait in a slow viewer's connection; what comes then, it gets later and in one. */
const WAITING_EVENTS = 2;

const encode = (text: string) => new TextEncoder().encode(text);

/** How long a browser waits before it opens the next connection, in milliseconds. */
const RETRY = encode('retry: 1000\n\n');

const QUIET = encode('event: quiet\ndata: {}\n\n');

interface Viewer {
  readonly groupId: number | undefined;
  readonly connection: ReadableStreamDefaultController<Uint8Array>;
  /** The look of the feed that it last heard of. */
  heard: number;
  /** How many events there were when it last heard of them. */
  heardHappened: number;
  silentTicks: number;
  ageTicks: number;
}

/** Those who watch one account, each over a connection of server-sent events (HTML Living Standard §9.2). */
export class Audience {
  readonly happened = new HappenedFeed();
  readonly #viewers = new Set<Viewer>();

  /** `left` is called when the last viewer has gone. */
  constructor(readonly feed: AccountFeed, readonly left: () => void) {}

  /** A connection for one more viewer, of all groups or of one. Its first event has everything that is live. */
  admit(groupId: number | undefined): ReadableStream<Uint8Array> {
    let viewer: Viewer;
    const heardHappened = this.happened.count;
    return new ReadableStream({
      start: (connection) => {
        viewer = { groupId, connection, heard: 0, heardHappened, silentTicks: 0, ageTicks: 0 };
        this.#viewers.add(viewer);
        send(viewer, RETRY);
        this.#tell(viewer);
      },
      cancel: () => this.#dismiss(viewer),
    }, new CountQueuingStrategy({ highWaterMark: WAITING_EVENTS }));
  }

  /** Tells every viewer what the feed has seen since it last heard. */
  tell() {
    for (const viewer of this.#viewers) if (hears(viewer)) this.#tell(viewer);
  }

  /** Lets a tick pass: ends old connections, tells the news, and says something where it was silent for long. */
  tick() {
    for (const viewer of this.#viewers) {
      viewer.ageTicks += 1;
      viewer.silentTicks += 1;
      if (viewer.ageTicks > LIFE_TICKS) this.#end(viewer);
    }
    this.tell();
    for (const viewer of this.#viewers) {
      if (viewer.silentTicks >= HEARTBEAT_TICKS && hears(viewer)) send(viewer, QUIET);
    }
  }

  /** Ends every connection. */
  close() {
    for (const viewer of this.#viewers) this.#end(viewer);
  }

  #tell(viewer: Viewer) {
    if (this.feed.looks === 0) return;
    const news = this.feed.since(viewer.heard, viewer.groupId);
    viewer.heard = this.feed.looks;
    if (news !== undefined) send(viewer, news);
    const happened = this.happened.since(viewer.heardHappened, viewer.groupId);
    viewer.heardHappened = this.happened.count;
    if (happened !== undefined) send(viewer, happened);
  }

  #end(viewer: Viewer) {
    viewer.connection.close();
    this.#dismiss(viewer);
  }

  #dismiss(viewer: Viewer) {
    this.#viewers.delete(viewer);
    if (this.#viewers.size === 0) this.left();
  }
}

/** Whether the viewer has taken nearly everything that was sent. */
function hears({ connection }: Viewer): boolean {
  return connection.desiredSize! > 0;
}

function send(viewer: Viewer, bytes: Uint8Array) {
  viewer.silentTicks = 0;
  viewer.connection.enqueue(bytes);
}
