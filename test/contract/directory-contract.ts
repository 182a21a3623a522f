import type { PrepareStorage } from '../support/directory-tests.ts';
import { directoryConcurrencyContract } from './directory-concurrency-contract.ts';
import { directoryEditsContract } from './directory-edits-contract.ts';
import { directoryLifecycleContract } from './directory-lifecycle-contract.ts';
import { directoryScheduleContract } from './directory-schedule-contract.ts';
import { directoryTemporaryContract } from './directory-temporary-contract.ts';
import { directoryModel } from './directory-model.ts';

/** What a directory on every engine must do; the engine's name stands in each test's title. */
export function directoryContract(engine: string, prepare: PrepareStorage) {
  directoryEditsContract(engine, prepare);
  directoryLifecycleContract(engine, prepare);
  directoryConcurrencyContract(engine, prepare);
  directoryScheduleContract(engine, prepare);
  directoryTemporaryContract(engine, prepare);
  directoryModel(engine, prepare);
}
