import { parseArgs } from 'node:util';
import { publish } from '../report.ts';
import { historyReport } from './history-report.ts';

const { values } = parseArgs({ options: { attempts: { type: 'string' } } });

await publish(await historyReport(values.attempts === undefined ? undefined : Number(values.attempts)));
