import { type ServiceEvent, serviceEvent } from '../../contract/event.ts';
import type { StoredEvent } from '../../history/event-feed.ts';
import type { Log } from '../../log.ts';
import type { RouteGroup } from '../../routing/route-group.ts';

/** A group as it is now; undefined when it is gone. */
export type GroupNow = (groupId: number) => RouteGroup | undefined;

/** Reads events as they are stored, and gives groups and destinations the names that they have now. */
export class EventReader {
  readonly #log: Log;
  readonly #unknown = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Leaves out what the contract does not know, as a newer node may write it; each kind of that is logged once. */
  read(stored: readonly StoredEvent[], groupNow: GroupNow): ServiceEvent[] {
    return stored.map((event) => this.#read(event, groupNow)).filter((event) => event !== undefined);
  }

  #read(stored: StoredEvent, groupNow: GroupNow): ServiceEvent | undefined {
    const { success, data } = serviceEvent.safeParse(toldOf(stored, groupNow));
    if (!success) this.#leaveOut(stored);
    return data;
  }

  #leaveOut({ id, kind }: StoredEvent) {
    if (this.#unknown.has(kind)) return;
    this.#unknown.add(kind);
    this.#log.warn('An event can not be read and is left out, as are others of its kind.', {
      event: id,
      kind,
    });
  }
}

function toldOf({ id, atMs, groupId, destinationId, kind, detail }: StoredEvent, groupNow: GroupNow) {
  const group = groupId === null ? undefined : groupNow(groupId);
  const destination = group?.destinations.find((each) => each.id === destinationId);
  return {
    ...detail,
    id,
    at: new Date(atMs).toISOString(),
    kind,
    group: { id: groupId, name: group?.name ?? '' },
    destination: { id: destinationId, name: destination?.name ?? '' },
  };
}
