import assert from 'node:assert/strict';
import config from '../../deno.json' with { type: 'json' };
import { processMetrics } from '../../src/metrics/process-metrics.ts';

const valueOf = async (name: string) =>
  (await processMetrics()).find((metric) => metric.name === name)!.samples[0];

Deno.test('a process says what runs, since when, and how much memory it has', async () => {
  assert.deepEqual(await valueOf('plum_routes_build_info'), {
    labels: { version: config.version },
    value: 1,
  });
  const startSeconds = (await valueOf('process_start_time_seconds')).value;
  assert.ok(startSeconds > Date.UTC(2026) / 1000 && startSeconds < Date.now() / 1000, 'seconds of Unix time');
  assert.ok((await valueOf('process_resident_memory_bytes')).value > 10_000_000);
});

Deno.test('a process that is busy when it is asked says for how long', async () => {
  const asked = valueOf('plum_routes_event_loop_lag_seconds');
  const startMs = performance.now();
  while (performance.now() - startMs < 50);
  assert.ok((await asked).value >= 0.05);
});
