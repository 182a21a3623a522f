import { eventsContract } from '../contract/events-contract.ts';
import { observerContract } from '../contract/observer-contract.ts';
import { switchboardContract } from '../contract/switchboard-contract.ts';
import { switchboardModel } from '../contract/switchboard-model.ts';
import { openClusteredBench } from '../support/clustered-bench.ts';

switchboardContract('clustered', openClusteredBench);
switchboardModel('clustered', openClusteredBench, 40);
observerContract('clustered', openClusteredBench);
eventsContract('clustered', openClusteredBench);
