import { retireDestinations } from '../../routing/ledger.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { Loaded } from './loaded.ts';

/** Versions of groups that their ledgers may not have followed yet: each has its turn, whichever batch comes first. */
export class PendingEdits {
  readonly #byGroup = new Map<number, RouteGroup[]>();

  add(version: RouteGroup) {
    const waiting = this.#byGroup.get(version.id);
    if (waiting) waiting.push(version);
    else this.#byGroup.set(version.id, [version]);
  }

  /** Brings ledgers to the newest version. An edit that a ledger follows in the database is no longer pending. */
  applyTo(ledgers: Loaded['ledgers']) {
    for (const [groupId, { state, stored }] of ledgers) {
      const waiting = this.#byGroup.get(groupId)?.filter(({ version }) => version > stored.version);
      if (waiting === undefined || waiting.length === 0) {
        this.#byGroup.delete(groupId);
        continue;
      }
      this.#byGroup.set(groupId, waiting);
      for (const version of waiting) retireDestinations(version, state.tallies);
      state.version = waiting.at(-1)!.version;
    }
  }
}
