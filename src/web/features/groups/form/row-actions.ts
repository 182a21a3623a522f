import type { PointerEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Notice } from '../../../ui/notices.tsx';
import {
  addRow,
  changeRow,
  type Column,
  columns,
  type DestinationDraft,
  type Draft,
  moveRow,
  pasteRows,
  removeRow,
  type RowText,
} from './draft.ts';
import { usualHours } from './hours/usual-hours.ts';
import type { HoursDraft } from './policy-drafts.ts';

/** What a row can ask for. One object serves all rows for good, so that writing in one does not draw the others. */
export interface RowActions {
  readonly change: (key: number, change: Partial<DestinationDraft>) => void;
  readonly paste: (key: number, rows: readonly RowText[]) => void;
  readonly remove: (key: number) => void;
  /** So many places up or down. */
  readonly move: (key: number, by: number) => void;
  readonly grip: (event: PointerEvent<HTMLElement>, key: number) => void;
  /** Goes to a cell in a row above or below; below the last it adds a row. */
  readonly focus: (key: number, by: number, column: Column) => void;
  readonly add: () => void;
  readonly leave: (field: string) => void;
  readonly choose: (key: number) => void;
  /** The hours that a row without any begins with. */
  readonly usualHours: () => HoursDraft;
}

/** What the actions work with at the moment. */
export interface RowsAtHand {
  readonly draft: Draft;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly notify: (notice: Notice) => void;
  readonly startDrag: (event: PointerEvent<HTMLElement>, key: number) => void;
  readonly onLeave: (field: string) => void;
  readonly onChoose: (key: number) => void;
}

/** The id of a cell's input. */
export function cellId(key: number, column: Column): string {
  return `cell-${key}-${column}`;
}

export function createRowActions(present: () => RowsAtHand): RowActions {
  const placeOf = (key: number) => present().draft.destinations.findIndex((row) => row.key === key);

  const add = () => {
    flushSync(() => present().change(addRow));
    focusCell(present().draft.destinations.at(-1), columns[0]);
  };

  return {
    add,
    change: (key, change) => present().change((draft) => changeRow(draft, key, change)),
    paste: (key, rows) => present().change((draft) => pasteRows(draft, key, rows)),
    move: (key, by) => {
      const place = placeOf(key) + by;
      present().change((draft) => moveRow(draft, key, place));
    },
    grip: (event, key) => present().startDrag(event, key),
    leave: (field) => present().onLeave(field),
    choose: (key) => present().onChoose(key),
    usualHours: () => usualHours(present().draft, new Intl.DateTimeFormat().resolvedOptions().timeZone),
    focus: (key, by, column) => {
      const { destinations } = present().draft;
      const place = placeOf(key) + by;
      if (place === destinations.length) add();
      else focusCell(destinations[place], column);
    },
    remove: (key) => removeWithUndo(present(), key),
  };
}

function focusCell(row: DestinationDraft | undefined, column: Column) {
  if (row) document.getElementById(cellId(row.key, column))?.focus();
}

function removeWithUndo({ draft, change, notify }: RowsAtHand, key: number) {
  const name = draft.destinations.find((row) => row.key === key)?.name;
  change((present) => removeRow(present, key));
  if (!name) return;
  notify({
    text: `${name} is off the list. Saving ends new calls to it; calls in progress stay until they end.`,
    action: { label: 'Undo', run: () => change(() => draft) },
  });
}
