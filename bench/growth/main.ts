import { publish } from '../report.ts';
import { growthReport } from './growth-report.ts';

await publish(await growthReport());
