import type { RecordedRequest } from '../../history/replay/recorded-request.ts';
import { Agenda } from '../agenda.ts';
import type { ReplayObserver } from './period-book.ts';
import { CallRecord, type RecordedCall } from './recorded-calls.ts';

/** Reads recorded requests in order of arrival: tells an observer what happened, and puts calls together from them. */
export class RecordReader {
  readonly #agenda = new Agenda();

  constructor(private readonly record: CallRecord, private readonly observer: ReplayObserver) {}

  get calls(): readonly RecordedCall[] {
    return this.record.calls;
  }

  add(request: RecordedRequest) {
    const { observer } = this;
    const { atMs } = request;
    this.proceedUntil(atMs);
    if (this.record.add(request)) observer.arrived(atMs);
    if (request.kind === 'refused') return observer.refused(request.reason, request.lastResort, atMs);
    const { destinationId, endedAtMs } = request;
    observer.placed(destinationId, atMs);
    if (endedAtMs === null) return;
    this.#agenda.book(endedAtMs, () => observer.ended(destinationId, endedAtMs));
  }

  /** Tells what ended until then. */
  proceedUntil(atMs: number) {
    while (this.#agenda.nextMs <= atMs) this.#agenda.proceed();
  }
}
