import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { Metric } from '../../src/metrics/metric.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { openEmbeddedBench } from '../support/embedded-bench.ts';

const read = (path: string) => Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly targets: readonly { readonly expr: string }[];
}

const rules: readonly Rule[] = parse(read('deploy/prometheus/alerts.yaml')).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
);
const dashboard = JSON.parse(read('deploy/grafana/plum-routes.json'));
const panels: readonly Panel[] = dashboard.panels;
const page = read('docs/reference/metrics.md');

/** Everything that Prometheus is asked. */
const questions: readonly string[] = [
  ...rules.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.map(({ query }: { query: { query?: string } }) => query.query ?? ''),
];

async function everyMetric(): Promise<Metric[]> {
  const { switchboard, close } = await openEmbeddedBench([]);
  const metrics = await new Metrics().read(switchboard);
  await close();
  return metrics;
}

const namesIn = (text: string) => text.match(/\b(plum_routes|process)_\w+/g) ?? [];

Deno.test('alert rules and dashboard ask for series that there are', async () => {
  const known = (await everyMetric()).flatMap(({ name, type }) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name]
  );
  const asked = questions.flatMap(namesIn);
  assert.ok(asked.length > 30);
  assert.deepEqual(asked.filter((name) => !known.includes(name)), []);
});

Deno.test('alert rules and dashboard ask for labels’ values that there are', async () => {
  const metrics = await everyMetric();
  const asked = questions.flatMap((text) => [...text.matchAll(/(\w+)\{[^}]*?(\w+)="(\w+)"\}/g)]);
  assert.ok(asked.length >= 4);
  for (const [series, name, label, value] of asked) {
    const { samples } = metrics.find((metric) => metric.name === name)!;
    assert.ok(samples.some(({ labels }) => labels?.[label] === value), series);
  }
});

Deno.test('what alerts tell people to look at is there', () => {
  for (const { annotations: { description } } of rules) {
    for (const name of namesIn(description)) assert.ok(page.includes(`\`${name}\``), name);
  }
});

Deno.test('an alert lasts before it wakes anybody, says what is wrong, and what to do', () => {
  for (const { alert, for: duration, labels: { severity }, annotations } of rules) {
    assert.match(duration, /^[1-9]\d*[mh]$/, alert);
    assert.ok(['critical', 'warning'].includes(severity), alert);
    assert.ok(annotations.summary.length > 0 && annotations.description.length > 80, alert);
  }
});

Deno.test('the reference explains every alert with its severity, and no other', () => {
  const rows = [...page.matchAll(/^\| `(PlumRoutes\w+)` +\| (\w+) +\|/gm)].map(([, name, severity]) =>
    `${name} ${severity}`
  );
  assert.deepEqual(rows, rules.map(({ alert, labels: { severity } }) => `${alert} ${severity}`));
});

Deno.test('every panel of the dashboard says what it shows', () => {
  for (const { title, description } of panels) assert.ok(title && description, title);
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
});

Deno.test('the load balancers refuse /metrics as the reference says', () => {
  const [nginx, haproxy] = ['nginx', 'haproxy'].map((name) =>
    new RegExp(`^\`\`\`${name}\\n(.*?)\\n\`\`\``, 'ms').exec(page)![1]
  );
  const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
  assert.ok(oneLine(read('deploy/nginx.conf')).includes(oneLine(nginx)));
  assert.ok(read('deploy/haproxy.cfg').includes(haproxy));
});
