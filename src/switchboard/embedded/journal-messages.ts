import type { BatchRows } from './batch.ts';
import type { Retention } from '../retention.ts';
import type { StoreSettings } from './journal-store.ts';

/** What the main thread asks of the journal's thread. Each message but `purge` is answered once, in order. */
export type ToJournal =
  | { readonly kind: 'open'; readonly settings: StoreSettings }
  | { readonly kind: 'write'; readonly rows: BatchRows }
  | { readonly kind: 'purge'; readonly retention: Retention }
  | { readonly kind: 'close' };

export type FromJournal = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly message: string };
