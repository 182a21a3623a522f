import type { EndReason } from '../routing/attempt.ts';
import type { Connections, SwitchboardObserver } from '../switchboard/observer.ts';
import type { SwitchboardHealth } from '../switchboard/switchboard.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import { Durations } from './durations.ts';
import { byLabel, counter, gauge, type Metric, plain } from './metric.ts';

/** What happens between the switchboard and its storage. */
export class SwitchboardCounts implements SwitchboardObserver {
  readonly #ended: Record<EndReason, number> = {
    completed: 0,
    retried: 0,
    superseded: 0,
    expired: 0,
    released: 0,
    held: 0,
  };
  readonly #commits = new Durations();
  readonly #connections: ConnectionCounts;

  constructor(connections: ConnectionCounts) {
    this.#connections = connections;
  }

  ended(reason: EndReason) {
    this.#ended[reason] += 1;
  }

  committed(tookMs: number) {
    this.#commits.add(tookMs);
  }

  connected(connections: Connections) {
    this.#connections.add('switchboard', connections);
  }

  metrics({ durable, waiting }: SwitchboardHealth): Metric[] {
    return [
      counter(
        'plum_routes_attempts_ended_total',
        'Attempts that are over, by why they ended.',
        byLabel('reason', this.#ended),
      ),
      this.#commits.metric(
        'plum_routes_commit_duration_seconds',
        'Time that storage took for a batch of changes.',
      ),
      gauge(
        'plum_routes_degraded',
        '1 while answers are given from memory because storage fails.',
        plain(durable ? 0 : 1),
      ),
      gauge('plum_routes_changes_waiting', 'Changes that wait for storage.', plain(waiting)),
    ];
  }
}
