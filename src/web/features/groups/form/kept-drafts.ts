import type { Draft } from './draft.ts';

/** Unsaved work, and the version of the group that it was begun on. */
export interface KeptDraft {
  readonly draft: Draft;
  readonly version: number | undefined;
}

/** Where unsaved work survives leaving the form and reloading the page: in this tab alone, as it is unfinished. */
export interface KeptDrafts {
  read(): KeptDraft | undefined;
  keep(kept: KeptDraft): void;
  forget(): void;
}

/** Raised whenever the shape of a draft changes: older ones are then left alone. */
const SHAPE = 2;

export function keptDrafts(groupId: number | undefined, storage: Storage = sessionStorage): KeptDrafts {
  const key = `draft/${SHAPE}/${groupId ?? 'new'}`;
  return {
    read: () => {
      const text = storage.getItem(key);
      return text === null ? undefined : JSON.parse(text) as KeptDraft;
    },
    keep: (kept) => storage.setItem(key, JSON.stringify(kept)),
    forget: () => storage.removeItem(key),
  };
}
