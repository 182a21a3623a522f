import type { RecordedRequest } from '../../history/replay/recorded-request.ts';
import type { WhatIf, WhatIfFigures } from './what-if-run.ts';

/** What the main thread tells a thread that works on a what-if. Only the last one is answered. */
export type ToWhatIf =
  | { readonly kind: 'begin'; readonly question: WhatIf }
  | { readonly kind: 'add'; readonly requests: readonly RecordedRequest[] }
  | { readonly kind: 'finish' };

export type FromWhatIf =
  | { readonly kind: 'done'; readonly figures: WhatIfFigures }
  | { readonly kind: 'failed'; readonly message: string };
