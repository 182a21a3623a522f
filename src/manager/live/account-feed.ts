import type { Directory, GroupRecord } from '../../directory/directory.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { DestinationSnapshot, GroupSnapshot, Switchboard } from '../../switchboard/switchboard.ts';
import { mapInSlices } from '../../map-in-slices.ts';
import { groupLiveOf } from './group-live.ts';

const encoder = new TextEncoder();

/** A group as the last look saw it. */
interface Sighting {
  readonly record: GroupRecord;
  readonly snapshot: GroupSnapshot | undefined;
  readonly json: string;
  /** The look that saw it change. */
  readonly changedAt: number;
}

/**
 * What the viewers of one account see, computed once for all of them. `look` takes a fresh look at the groups;
 * `since` tells what changed after an earlier one, so that a slow viewer may skip some and lose nothing.
 */
export class AccountFeed {
  readonly #accountId: number;
  readonly #directory: Directory;
  readonly #switchboard: Switchboard;
  #looks = 0;
  #lookedAtMs = 0;
  #looking: Promise<void> | undefined;
  #records: readonly GroupRecord[] = [];
  #outdated = true;
  #sightings = new Map<number, Sighting>();
  /** Groups that are there no longer, with the look that missed them. */
  readonly #removed = new Map<number, number>();
  readonly #told = new Map<string, Uint8Array | undefined>();

  constructor(accountId: number, parts: { directory: Directory; switchboard: Switchboard }) {
    this.#accountId = accountId;
    this.#directory = parts.directory;
    this.#switchboard = parts.switchboard;
  }

  /** The number of the last look; 0 before the first. */
  get looks(): number {
    return this.#looks;
  }

  /** The configuration changed: the next look reads it again. */
  outdate() {
    this.#outdated = true;
  }

  /** A group as the last look saw it. */
  group(groupId: number): RouteGroup | undefined {
    return this.#sightings.get(groupId)?.record.group;
  }

  /** Throws when storage fails; the looks before it stay valid, and the next one tries again. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => this.#looking = undefined);
    return this.#looking;
  }

  /**
   * An event ready to be sent, with a `LiveEvent`: what changed after that look, in one group or in all; undefined if
   * nothing did. After look 0 everything is new.
   */
  since(look: number, groupId?: number): Uint8Array | undefined {
    const question = `${look} ${groupId}`;
    if (!this.#told.has(question)) this.#told.set(question, this.#tell(look, groupId));
    return this.#told.get(question);
  }

  #tell(look: number, groupId: number | undefined): Uint8Array | undefined {
    const asked = (id: number) => groupId === undefined || id === groupId;
    const changed = [...this.#sightings].filter(([id, { changedAt }]) => asked(id) && changedAt > look);
    const removed = look === 0
      ? []
      : [...this.#removed].filter(([id, missedAt]) => asked(id) && missedAt > look);
    if (look > 0 && changed.length === 0 && removed.length === 0) return undefined;
    const groups = changed.map(([, { json }]) => json).join(',');
    const gone = JSON.stringify(removed.map(([id]) => id));
    const at = JSON.stringify(new Date(this.#lookedAtMs));
    return encoder.encode(`event: live\ndata: {"at":${at},"groups":[${groups}],"removed":${gone}}\n\n`);
  }

  async #look() {
    await this.#readRecords();
    const look = this.#looks + 1;
    const snapshots = await this.#switchboard.snapshots(this.#records.map(({ group }) => group.id));
    const seen = await mapInSlices(
      this.#records,
      (record) => this.#sight(record, snapshots.get(record.group.id), look),
    );
    const sightings = new Map(seen.map((sighting) => [sighting.record.group.id, sighting]));
    for (const id of this.#sightings.keys()) if (!sightings.has(id)) this.#removed.set(id, look);
    for (const id of sightings.keys()) this.#removed.delete(id);
    this.#sightings = sightings;
    this.#looks = look;
    this.#lookedAtMs = Date.now();
    this.#told.clear();
  }

  async #readRecords() {
    if (!this.#outdated) return;
    this.#outdated = false;
    try {
      this.#records = await this.#directory.list(this.#accountId);
    } catch (error) {
      this.#outdated = true;
      throw error;
    }
  }

  #sight(record: GroupRecord, snapshot: GroupSnapshot | undefined, look: number): Sighting {
    const before = this.#sightings.get(record.group.id);
    if (before?.record === record && isSame(before.snapshot, snapshot)) return before;
    const json = JSON.stringify(groupLiveOf(record, snapshot));
    return { record, snapshot, json, changedAt: before?.json === json ? before.changedAt : look };
  }
}

/** Cheaper than the JSON, which is written only for groups with news. */
function isSame(one: GroupSnapshot | undefined, other: GroupSnapshot | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.version === other.version && one.active === other.active && one.sinceMs === other.sinceMs &&
    one.destinations.every((destination, index) => isSameDestination(destination, other.destinations[index]));
}

/** How a destination stands also changes by the clock alone. */
function isSameDestination(one: DestinationSnapshot, other: DestinationSnapshot | undefined): boolean {
  return one.id === other?.id && one.active === other.active && one.placed === other.placed &&
    one.state === other.state && one.untilMs === other.untilMs && one.health === other.health &&
    one.limits.every(({ used, untilMs }, index) => {
      const now = other.limits[index];
      return used === now?.used && untilMs === now.untilMs;
    });
}
