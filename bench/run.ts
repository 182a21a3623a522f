import { parseArgs } from 'node:util';
import { clusterReport } from './cluster/cluster-report.ts';
import { decisionReport } from './decision.ts';
import { fairnessReport } from './fairness/fairness-report.ts';
import { growthReport } from './growth/growth-report.ts';
import { historyReport } from './history/history-report.ts';
import { publish, type Report } from './report.ts';
import { restartReport } from './restart/restart-report.ts';
import { throughputReport } from './throughput/throughput-report.ts';
import { wsHandlerReport } from './ws-handler.ts';

const BENCHMARKS: Readonly<Record<string, () => Report | Promise<Report>>> = {
  decision: decisionReport,
  'ws-handler': wsHandlerReport,
  throughput: () => throughputReport({ rounds: 3, seconds: 5 }),
  growth: growthReport,
  restart: restartReport,
  cluster: clusterReport,
  history: () => historyReport(),
  fairness: () => fairnessReport(),
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  Deno.exit(2);
}

/** One after the other: they would measure each other. */
const summary: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const report = await BENCHMARKS[name]();
  await publish(report);
  summary.push(...report.missed.map((line) => `${report.title}: ${line}`));
}
console.log(summary.length === 0 ? 'Every budget is met.' : `Missed:\n${summary.join('\n')}`);
