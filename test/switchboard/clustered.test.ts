import { switchboardContract } from '../contract/switchboard-contract.ts';
import { switchboardModel } from '../contract/switchboard-model.ts';
import { openClusteredBench } from '../support/clustered-bench.ts';

switchboardContract('clustered', openClusteredBench);
switchboardModel('clustered', openClusteredBench, 40);
