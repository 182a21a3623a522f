import type { Connections } from '../switchboard/observer.ts';
import { gauge, type Metric, type Sample } from './metric.ts';

/** The connections to a cluster's database, by who uses them. */
export class ConnectionCounts {
  readonly #pools = new Map<string, Connections>();

  add(pool: string, connections: Connections) {
    this.#pools.set(pool, connections);
  }

  metrics(): Metric[] {
    return [
      gauge(
        'plum_routes_database_connections',
        'Connections to the database.',
        this.#samples(({ totalCount, idleCount }, pool) => [
          { labels: { pool, state: 'used' }, value: totalCount - idleCount },
          { labels: { pool, state: 'idle' }, value: idleCount },
        ]),
      ),
      gauge(
        'plum_routes_database_waiting',
        'Statements that wait for a connection.',
        this.#samples(({ waitingCount }, pool) => [{ labels: { pool }, value: waitingCount }]),
      ),
    ];
  }

  #samples(of: (connections: Connections, pool: string) => Sample[]): Sample[] {
    return [...this.#pools].flatMap(([pool, connections]) => of(connections, pool));
  }
}
