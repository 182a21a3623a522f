import { parseArgs } from 'node:util';
import { publish } from '../report.ts';
import { throughputReport } from './throughput-report.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
});
await publish(await throughputReport({ rounds: Number(values.rounds), seconds: Number(values.seconds) }));
