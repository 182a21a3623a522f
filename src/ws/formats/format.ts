import type { WsAnswer } from '../answer.ts';

/** A way to write answers. Every platform's own format is one file with one of these. */
export interface Format {
  /** At the end of a URL, after a dot, it asks for this format: `/ws/route/1/KEY.xml`. */
  readonly suffix: string;
  /** What clients name in `Accept` to get this format, in lower case. */
  readonly mediaTypes: readonly string[];
  readonly contentType: string;
  write(answer: WsAnswer): string;
}
