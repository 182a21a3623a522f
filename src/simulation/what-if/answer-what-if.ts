import type { RecordedRequest } from '../../history/replay/recorded-request.ts';
import type { FromWhatIf, ToWhatIf } from './what-if-messages.ts';
import type { WhatIf, WhatIfFigures } from './what-if-run.ts';

/**
 * Works a what-if out in a thread of its own, which ends with it. Rejects with the signal's reason when it aborts, with
 * that of `record` when reading fails.
 */
export async function answerWhatIf(
  question: WhatIf,
  record: AsyncIterable<readonly RecordedRequest[]>,
  signal: AbortSignal,
): Promise<WhatIfFigures> {
  signal.throwIfAborted();
  const worker = new Worker(import.meta.resolve('./what-if-worker.ts'), { type: 'module' });
  const { promise: answer, resolve, reject } = Promise.withResolvers<WhatIfFigures>();
  answer.catch(() => {});
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  worker.onmessage = ({ data }: MessageEvent<FromWhatIf>) => {
    if (data.kind === 'done') resolve(data.figures);
    else reject(new Error(data.message));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  const tell = (message: ToWhatIf) => worker.postMessage(message);
  try {
    tell({ kind: 'begin', question });
    for await (const requests of record) {
      signal.throwIfAborted();
      tell({ kind: 'add', requests });
    }
    tell({ kind: 'finish' });
    return await answer;
  } finally {
    signal.removeEventListener('abort', abort);
    worker.terminate();
  }
}
