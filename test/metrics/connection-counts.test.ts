import assert from 'node:assert/strict';
import { ConnectionCounts } from '../../src/metrics/connection-counts.ts';

Deno.test('connections that are not idle are used, and those who wait have none', () => {
  const counts = new ConnectionCounts();
  counts.add('history', { totalCount: 5, idleCount: 2, waitingCount: 7 });
  counts.add('directory', { totalCount: 1, idleCount: 1, waitingCount: 0 });
  const [connections, waiting] = counts.metrics();
  assert.deepEqual(connections.samples, [
    { labels: { pool: 'history', state: 'used' }, value: 3 },
    { labels: { pool: 'history', state: 'idle' }, value: 2 },
    { labels: { pool: 'directory', state: 'used' }, value: 0 },
    { labels: { pool: 'directory', state: 'idle' }, value: 1 },
  ]);
  assert.deepEqual(waiting.samples, [
    { labels: { pool: 'history' }, value: 7 },
    { labels: { pool: 'directory' }, value: 0 },
  ]);
});
