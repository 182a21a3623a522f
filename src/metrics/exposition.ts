import type { Labels, Metric, Sample } from './metric.ts';

/** Metrics in Prometheus' text format 0.0.4 (prometheus.io, "Exposition formats"). */
export function writeExposition(metrics: readonly Metric[]): string {
  return metrics.map(writeMetric).join('');
}

function writeMetric({ name, type, help, samples }: Metric): string {
  const lines = samples.map((sample) => writeSample(name, sample));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function writeSample(name: string, { suffix, labels = {}, value }: Sample): string {
  return `${name}${suffix ?? ''}${writeLabels(labels)} ${value}`;
}

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join()}}`;
}
