import { setImmediate } from 'node:timers/promises';
import { version } from '../version.ts';
import { gauge, type Metric, plain } from './metric.ts';

/** What any process has: what Prometheus' client libraries tell of one goes by their names. */
export async function processMetrics(): Promise<Metric[]> {
  return [
    gauge('plum_routes_build_info', 'Always 1; the label says what runs.', [{
      labels: { version },
      value: 1,
    }]),
    gauge(
      'plum_routes_event_loop_lag_seconds',
      'How long the event loop was busy with other things when it was asked.',
      plain(await eventLoopLagMs() / 1000),
    ),
    gauge(
      'process_start_time_seconds',
      'When the process started, in Unix time.',
      plain(performance.timeOrigin / 1000),
    ),
    gauge('process_resident_memory_bytes', 'Memory that the process has.', plain(Deno.memoryUsage().rss)),
  ];
}

async function eventLoopLagMs(): Promise<number> {
  const startMs = performance.now();
  await setImmediate();
  return performance.now() - startMs;
}
