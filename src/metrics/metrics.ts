import type { Switchboard } from '../switchboard/switchboard.ts';
import { CallCounts } from './call-counts.ts';
import { ConnectionCounts } from './connection-counts.ts';
import { writeExposition } from './exposition.ts';
import { GroupStates } from './group-states.ts';
import type { Metric } from './metric.ts';
import { processMetrics } from './process-metrics.ts';
import { SwitchboardCounts } from './switchboard-counts.ts';

/** What is looked up at the switchboard. */
type State = Pick<Switchboard, 'health' | 'snapshots'>;

/** What this process tells Prometheus. Calls only raise numbers; everything else is looked up when somebody asks. */
export class Metrics {
  readonly calls = new CallCounts();
  readonly connections = new ConnectionCounts();
  readonly switchboard = new SwitchboardCounts(this.connections);
  readonly groups = new GroupStates();

  /** All of it as it is now, in Prometheus' text format. */
  async text(switchboard: State): Promise<string> {
    return writeExposition(await this.read(switchboard));
  }

  async read(switchboard: State): Promise<Metric[]> {
    return [
      ...this.calls.metrics(),
      ...this.switchboard.metrics(switchboard.health()),
      ...await this.groups.metrics(switchboard),
      ...this.connections.metrics(),
      ...await processMetrics(),
    ];
  }
}
