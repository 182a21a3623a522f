import type { ReportsApi } from '../manager/reports/reports-api.ts';
import type { FromReports, Question, ReportPlace, ToReports } from './report-messages.ts';

/**
 * Reports that are put together in a thread of its own, which starts with the first and starts again should it ever die:
 * calls are answered meanwhile, and what its heap collects is not theirs.
 */
export class ReportThread implements ReportsApi {
  readonly #place: ReportPlace;
  #running: Running | undefined;
  #asked = 0;

  /** @param program the worker's module */
  constructor(
    place: ReportPlace,
    readonly program: string = import.meta.resolve('./report-worker.ts'),
  ) {
    this.#place = place;
  }

  read: ReportsApi['read'] = (ask, signal) => this.#ask({ kind: 'read', number: ++this.#asked, ask }, signal);

  attempts: ReportsApi['attempts'] = (ask, signal) =>
    this.#ask({ kind: 'attempts', number: ++this.#asked, ask }, signal);

  /** Ends the thread, and whatever it is about. */
  close() {
    this.#running?.end(new Error('The service is stopping.'));
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Response> {
    this.#running ??= this.#start();
    const { worker, answers, ended } = this.#running;
    const tell = (message: ToReports) => worker.postMessage(message);
    const abort = () => tell({ kind: 'abort', number: question.number });
    const answer = Promise.withResolvers<Answered>();
    answers.set(question.number, answer);
    signal.addEventListener('abort', abort);
    try {
      tell(question);
      if (signal.aborted) abort();
      const { status, headers, body } = await answer.promise;
      // A thread that dies would leave its streams open for ever.
      const living = body?.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>>(), { signal: ended });
      return new Response(living, { status, headers: [...headers] });
    } finally {
      signal.removeEventListener('abort', abort);
      answers.delete(question.number);
    }
  }

  #start(): Running {
    const worker = new Worker(this.program, { type: 'module' });
    const answers: Running['answers'] = new Map();
    const ending = new AbortController();
    const end = (reason: Error) => {
      this.#running = undefined;
      worker.terminate();
      ending.abort(reason);
      for (const answer of answers.values()) answer.reject(reason);
    };
    worker.onmessage = ({ data }: MessageEvent<FromReports>) => {
      if (data.kind === 'answer') answers.get(data.number)?.resolve(data);
      else answers.get(data.number)?.reject(new Error(data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end(new Error(`The thread of reports died: ${event.message}`));
    };
    worker.postMessage({ kind: 'open', place: this.#place } satisfies ToReports);
    return { worker, answers, ended: ending.signal, end };
  }
}

type Answered = Extract<FromReports, { readonly kind: 'answer' }>;

interface Running {
  readonly worker: Worker;
  readonly answers: Map<number, PromiseWithResolvers<Answered>>;
  /** Aborts with the thread. */
  readonly ended: AbortSignal;
  readonly end: (reason: Error) => void;
}
