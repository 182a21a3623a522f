import type { AttemptListQuery, ReportQuery } from '../contract/report.ts';
import type { LogOptions } from '../log.ts';
import type { ReportAsk } from '../manager/reports/reports-api.ts';

/** Where reports are read from, and what is said about it. */
export interface ReportPlace {
  readonly storage:
    | { readonly engine: 'sqlite'; readonly directoryFile: string; readonly switchboardFile: string }
    | { readonly engine: 'postgres'; readonly url: string };
  readonly log: Pick<LogOptions, 'level' | 'format'>;
}

/** What the main thread says. Each question has a number of its own, and is answered once. */
export type ToReports =
  | { readonly kind: 'open'; readonly place: ReportPlace }
  | { readonly kind: 'read'; readonly number: number; readonly ask: ReportAsk<ReportQuery> }
  | { readonly kind: 'attempts'; readonly number: number; readonly ask: ReportAsk<AttemptListQuery> }
  /** Nobody waits for this answer any longer. */
  | { readonly kind: 'abort'; readonly number: number };

export type Question = Extract<ToReports, { readonly kind: 'read' | 'attempts' }>;

export type FromReports =
  | {
    readonly kind: 'answer';
    readonly number: number;
    readonly status: number;
    readonly headers: readonly [string, string][];
    /** Transferred: what is taken from it here is read there. */
    readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };
