/** The thread of one what-if: many calls take seconds, in which the main thread goes on answering. */
import type { FromWhatIf, ToWhatIf } from './what-if-messages.ts';
import { WhatIfRun } from './what-if-run.ts';

declare const self: DedicatedWorkerGlobalScope;

let run: WhatIfRun;

self.onmessage = ({ data }: MessageEvent<ToWhatIf>) => {
  if (data.kind === 'begin') run = new WhatIfRun(data.question);
  else if (data.kind === 'add') run.add(data.requests);
  else self.postMessage(finish());
};

function finish(): FromWhatIf {
  try {
    return { kind: 'done', figures: run.finish() };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}
