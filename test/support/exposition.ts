import assert from 'node:assert/strict';

/** Metrics as Prometheus reads them, by name. */
export type Exposition = ReadonlyMap<string, ExposedMetric>;

export interface ExposedMetric {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ExposedSample[];
}

export interface ExposedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const COMMENT = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.+)\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/g;

/**
 * Reads Prometheus' text format 0.0.4, more strictly than Prometheus does. Fails on what is not well formed, on a
 * metric or series that is there twice, and on histograms and counters that break the rules of their type.
 */
export function parseExposition(text: string): Exposition {
  assert.ok(text.endsWith('\n'), 'the last line ends');
  const blocks = text.split(/^(?=# HELP )/m);
  const metrics = blocks.map(parseBlock);
  assert.equal(new Set(metrics.map(([name]) => name)).size, metrics.length, 'each metric is there once');
  return new Map(metrics);
}

/** The value of one series. Fails when there is none. */
export function valueOf(
  metrics: Exposition,
  name: string,
  labels: Record<string, string | number> = {},
): number {
  const key = seriesOf({ name, labels });
  const family = metrics.get(name) ?? metrics.get(name.replace(/_(bucket|sum|count)$/, ''));
  const sample = family?.samples.find((each) => seriesOf(each) === key);
  assert.ok(sample, `${key} is missing`);
  return sample.value;
}

function parseBlock(block: string): [name: string, metric: ExposedMetric] {
  const [help, type, ...lines] = block.trimEnd().split('\n');
  const [name, words] = parseComment(help, 'HELP');
  assert.equal(parseComment(type, 'TYPE')[0], name);
  const metric = { type: parseComment(type, 'TYPE')[1], help: words, samples: lines.map(parseSample) };
  const series = metric.samples.map(seriesOf);
  assert.equal(new Set(series).size, series.length, `each series of ${name} is there once`);
  checkType(name, metric);
  return [name, metric];
}

function parseComment(line: string, keyword: string): [name: string, words: string] {
  const match = COMMENT.exec(line);
  assert.equal(match?.[1], keyword, line);
  return [match![2], match![3]];
}

function parseSample(line: string): ExposedSample {
  const match = SAMPLE.exec(line);
  assert.ok(match, line);
  const [, name, list = '', value] = match;
  const labels = [...list.matchAll(LABEL)];
  assert.equal(labels.map(([pair]) => pair).join(), list, line);
  return {
    name,
    labels: Object.fromEntries(labels.map(([, key, text]) => [key, text])),
    value: Number(value),
  };
}

function checkType(name: string, metric: ExposedMetric) {
  const { type, samples } = metric;
  if (type === 'histogram') return checkHistogram(name, metric);
  assert.ok(['counter', 'gauge'].includes(type), type);
  assert.ok(samples.every((sample) => sample.name === name), `${name} has its own samples only`);
  assert.equal(type === 'counter', name.endsWith('_total'), `${name} is a ${type}`);
  if (type === 'counter') assert.ok(samples.every(({ value }) => value >= 0), name);
}

/** Of one series: no histogram here has labels of its own. */
function checkHistogram(name: string, { samples }: ExposedMetric) {
  const buckets = samples.slice(0, -2);
  assert.ok(buckets.every((bucket) => bucket.name === `${name}_bucket`), name);
  assert.deepEqual(samples.slice(-2).map((sample) => sample.name), [`${name}_sum`, `${name}_count`]);
  const bounds = buckets.map(({ labels }) => labels.le === '+Inf' ? Infinity : Number(labels.le));
  assert.equal(bounds.at(-1), Infinity, name);
  assertRising(bounds);
  assertRising(buckets.map(({ value }) => value));
  assert.equal(samples.at(-1)!.value, buckets.at(-1)!.value, `${name} counts what is in its buckets`);
}

function assertRising(values: readonly number[]) {
  assert.deepEqual(values, values.toSorted((a, b) => a - b));
}

function seriesOf({ name, labels }: Pick<ExposedSample, 'name'> & { labels: object }): string {
  return `${name}${
    JSON.stringify(Object.entries(labels).map(([key, value]) => [key, String(value)]).sort())
  }`;
}
