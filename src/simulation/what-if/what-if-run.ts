import type { RecordedRequest } from '../../history/replay/recorded-request.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { PeriodBook, type PeriodFigures } from '../replay/period-book.ts';
import type { PlacedBefore } from '../replay/placed-before.ts';
import { RecordReader } from '../replay/record-reader.ts';
import { CallRecord } from '../replay/recorded-calls.ts';
import { replayCalls } from '../replay/replay-calls.ts';

/** What is asked: the figures of a period under the present settings of a group, and under edited ones. */
export interface WhatIf {
  readonly present: RouteGroup;
  readonly edited: RouteGroup;
  /** The beginning of the run-up, which is replayed and not counted. */
  readonly startMs: number;
  readonly fromMs: number;
  /** Not in it. */
  readonly toMs: number;
  readonly placedBefore: PlacedBefore;
}

export interface WhatIfFigures {
  /** As it was recorded. */
  readonly happened: PeriodFigures;
  /** As the present settings would have had it: what is different from the record is the model's, and no edit's. */
  readonly present: PeriodFigures;
  readonly edited: PeriodFigures;
}

/** Takes the record of a period, a chunk after the other, and then lets it happen again. */
export class WhatIfRun {
  readonly #happened: PeriodBook;
  readonly #record: CallRecord;
  readonly #reader: RecordReader;

  constructor(private readonly question: WhatIf) {
    const { present, fromMs, toMs } = question;
    this.#happened = new PeriodBook(fromMs, toMs);
    this.#record = new CallRecord(present, fromMs);
    this.#reader = new RecordReader(this.#record, this.#happened);
  }

  /** In order of arrival. */
  add(requests: readonly RecordedRequest[]) {
    for (const request of requests) this.#reader.add(request);
  }

  finish(): WhatIfFigures {
    const { present, edited, toMs } = this.question;
    this.#reader.proceedUntil(toMs - 1);
    return {
      happened: this.#happened.read(),
      present: this.#replay(present),
      edited: this.#replay(edited),
    };
  }

  #replay(group: RouteGroup): PeriodFigures {
    const { startMs, fromMs, toMs, placedBefore } = this.question;
    const { calls } = this.#record;
    const book = new PeriodBook(fromMs, toMs);
    const usualMs = this.#record.usualMs();
    replayCalls({ group, calls, startMs, endMs: toMs, usualMs, placedBefore }, book);
    return book.read();
  }
}
