import assert from 'node:assert/strict';
import { Pool } from 'pg';
import { MOST_DESTINATIONS } from '../../src/metrics/group-states.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { openEmbeddedBench } from '../support/embedded-bench.ts';
import { type ExposedMetric, parseExposition } from '../support/exposition.ts';
import { routeGroup } from '../support/groups.ts';

const page = Deno.readTextFileSync(new URL('../../docs/reference/metrics.md', import.meta.url));

/** Every metric with at least one sample. */
async function everyMetric(): Promise<[name: string, metric: ExposedMetric][]> {
  const group = routeGroup();
  const { switchboard, close } = await openEmbeddedBench([group]);
  const metrics = new Metrics();
  metrics.groups.configure(group);
  metrics.connections.add('history', new Pool());
  const text = await metrics.text(switchboard);
  await close();
  return [...parseExposition(text)];
}

/** The names of a metric's labels; a histogram's own is no label of ours. */
function labelsOf({ samples }: ExposedMetric): string[] {
  return Object.keys(samples[0].labels).filter((name) => name !== 'le');
}

Deno.test('the reference has every metric with its type and labels, and no other', async () => {
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (counter|gauge|histogram) +\| ([^|]+) \|/gm)];
  const documented = rows.map(([, name, type, labels]) =>
    [name, type, ...[...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)].join(' ')
  );
  const told = (await everyMetric()).map(([name, metric]) =>
    [name, metric.type, ...labelsOf(metric)].join(' ')
  );
  assert.deepEqual(documented.sort(), told.sort());
});

Deno.test('the reference has every value of a label that has few', async () => {
  for (const [name, metric] of await everyMetric()) {
    const [row] = page.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
    for (const { labels: { outcome, state, reason } } of metric.samples) {
      const value = outcome ?? state ?? (name === 'plum_routes_refusals_total' ? undefined : reason);
      if (value !== undefined) assert.ok(row.includes(`\`${value}\``), `${name}: ${value}`);
    }
  }
});

Deno.test('the reference names the bound of the groups that are told', () => {
  assert.match(page, new RegExp(`as many as have ${MOST_DESTINATIONS} destinations together`));
});
