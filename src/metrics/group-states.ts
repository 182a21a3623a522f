import type { RouteGroup } from '../routing/route-group.ts';
import type { GroupSnapshot, Switchboard } from '../switchboard/switchboard.ts';
import { gauge, type Labels, type Metric, plain, type Sample } from './metric.ts';
import { shareDeviations } from './share-deviations.ts';

/** Of how many destinations each is shown: Prometheus keeps every series that it ever saw. */
export const MOST_DESTINATIONS = 1000;

/** The calls in progress of each destination: of the groups with the lowest ids, as many as are shown in full. */
export class GroupStates {
  readonly #groups = new Map<number, RouteGroup>();
  #shown: readonly RouteGroup[] | undefined;

  configure(group: RouteGroup) {
    this.#groups.set(group.id, group);
    this.#shown = undefined;
  }

  remove(groupId: number) {
    this.#groups.delete(groupId);
    this.#shown = undefined;
  }

  async metrics(switchboard: Pick<Switchboard, 'snapshots'>): Promise<Metric[]> {
    const groups = this.#shown ??= shownOf(this.#groups.values().toArray());
    const snapshots = await switchboard.snapshots(groups.map(({ id }) => id));
    const known = groups.flatMap((group) => {
      const snapshot = snapshots.get(group.id);
      return snapshot ? [{ group, snapshot }] : [];
    });
    return [
      gauge('plum_routes_groups', 'Route groups that take calls.', plain(this.#groups.size)),
      gauge(
        'plum_routes_active_calls',
        'Calls in progress at a destination.',
        known.flatMap(({ group, snapshot }) => activeCalls(group, snapshot)),
      ),
      gauge(
        'plum_routes_share_deviation_calls',
        'Calls in progress at a destination above its share, or below.',
        known.flatMap(({ group, snapshot }) => deviations(group, snapshot)),
      ),
    ];
  }
}

function shownOf(groups: RouteGroup[]): readonly RouteGroup[] {
  let left = MOST_DESTINATIONS;
  const sorted = groups.sort((a, b) => a.id - b.id);
  const end = sorted.findIndex(({ destinations }) => (left -= destinations.length) < 0);
  return end < 0 ? sorted : sorted.slice(0, end);
}

function activeCalls(group: RouteGroup, { destinations }: GroupSnapshot): Sample[] {
  return destinations.map(({ id, active }) => ({ labels: labelsOf(group, id), value: active }));
}

function deviations(group: RouteGroup, snapshot: GroupSnapshot): Sample[] {
  return [...shareDeviations(group, snapshot)].map(([id, value]) => ({ labels: labelsOf(group, id), value }));
}

/** Ids alone: names are the accounts' own business, and change. */
function labelsOf({ accountId, id }: RouteGroup, destination: number): Labels {
  return { account: accountId, group: id, destination };
}
