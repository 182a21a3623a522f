import { publish } from '../report.ts';
import { restartReport } from './restart-report.ts';

await publish(await restartReport());
