import { eventsContract } from '../contract/events-contract.ts';
import { observerContract } from '../contract/observer-contract.ts';
import { switchboardContract } from '../contract/switchboard-contract.ts';
import { switchboardModel } from '../contract/switchboard-model.ts';
import { openEmbeddedBench } from '../support/embedded-bench.ts';

switchboardContract('embedded', openEmbeddedBench);
switchboardModel('embedded', openEmbeddedBench, 40);
observerContract('embedded', openEmbeddedBench);
eventsContract('embedded', openEmbeddedBench);
