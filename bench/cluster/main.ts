import { publish } from '../report.ts';
import { clusterReport } from './cluster-report.ts';

await publish(await clusterReport());
