import type { ServiceEvent } from '../../contract/event.ts';

const encoder = new TextEncoder();

/** How many events wait for viewers that are slow to take them; `GET /api/v1/events` has the others. */
const KEPT = 200;

interface Kept {
  /** Null when it concerns the whole service. */
  readonly groupId: number | null;
  readonly json: string;
}

/** What has happened in an account while it is watched, written once for all who watch. */
export class HappenedFeed {
  /** The last of them. */
  #kept: readonly Kept[] = [];
  #count = 0;
  readonly #told = new Map<string, Uint8Array | undefined>();

  /** How many events there were so far. */
  get count(): number {
    return this.#count;
  }

  add(events: readonly ServiceEvent[]) {
    if (events.length === 0) return;
    this.#kept = [...this.#kept, ...events.map(keptOf)].slice(-KEPT);
    this.#count += events.length;
    this.#told.clear();
  }

  /**
   * A `HappenedEvent` ready to be sent: what came after so many events, in one group and the whole service or in all of
   * the account; undefined if nothing did.
   */
  since(count: number, groupId?: number): Uint8Array | undefined {
    const question = `${count} ${groupId}`;
    if (!this.#told.has(question)) this.#told.set(question, this.#tell(count, groupId));
    return this.#told.get(question);
  }

  #tell(count: number, groupId: number | undefined): Uint8Array | undefined {
    const unheard = Math.min(this.#count - count, this.#kept.length);
    const events = this.#kept.slice(this.#kept.length - unheard)
      .filter((event) => groupId === undefined || event.groupId === null || event.groupId === groupId);
    if (events.length === 0) return undefined;
    return encoder.encode(
      `event: happened\ndata: {"events":[${events.map(({ json }) => json).join(',')}]}\n\n`,
    );
  }
}

function keptOf(event: ServiceEvent): Kept {
  return { groupId: 'group' in event ? event.group.id : null, json: JSON.stringify(event) };
}
