import { Button } from '@mantine/core';
import { flushSync } from 'react-dom';
import { useNotify } from '../../../ui/notices.tsx';
import { destinationColours } from '../level-parts.ts';
import type { Remarks } from './check-draft.ts';
import { DestinationRow } from './destination-row.tsx';
import {
  addRow,
  type Column,
  columns,
  type DestinationDraft,
  type Draft,
  moveRow,
  removeRow,
} from './draft.ts';
import { useRowDrag } from './use-row-drag.ts';
import classes from './group-form.module.css';

interface DestinationRowsProps {
  readonly draft: Draft;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly faults: Remarks;
  readonly warnings: Remarks;
  readonly onLeave: (field: string) => void;
  /** Which row is written in, by its key. */
  readonly onChoose: (key: number) => void;
}

/** The id of a cell's input. */
export function cellId(key: number, column: Column): string {
  return `cell-${key}-${column}`;
}

/** The destinations as rows of a small spreadsheet. */
export function DestinationRows(
  { draft, change, faults, warnings, onLeave, onChoose }: DestinationRowsProps,
) {
  const notify = useNotify();
  const rows = draft.destinations;
  const colours = destinationColours(rows);
  const move = (key: number, place: number) => change((present) => moveRow(present, key, place));
  const drag = useRowDrag(move);

  const focus = (row: DestinationDraft | undefined, column: Column) => {
    if (row) document.getElementById(cellId(row.key, column))?.focus();
  };
  const add = () => {
    const grown = addRow(draft);
    flushSync(() => change(addRow));
    focus(grown.destinations.at(-1), columns[0]);
  };
  const remove = (row: DestinationDraft) => {
    change((present) => removeRow(present, row.key));
    if (!row.name) return;
    notify({
      text:
        `${row.name} is off the list. Saving ends new calls to it; calls in progress stay until they end.`,
      action: { label: 'Undo', run: () => change(() => draft) },
    });
  };

  return (
    <fieldset className={classes.destinations}>
      <legend className={classes.legend}>Destinations</legend>
      <div className={classes.headings} aria-hidden='true'>
        <span>Name</span>
        <span>Destination</span>
        <span>Percent</span>
      </div>
      <ol className={classes.rows} ref={drag.list}>
        {rows.map((row, index) => (
          <DestinationRow
            key={row.key}
            row={row}
            place={index}
            last={index === rows.length - 1}
            colour={colours[index]}
            faults={faults}
            warnings={warnings}
            change={change}
            onLeave={onLeave}
            onChoose={onChoose}
            onRemove={() => remove(row)}
            onMove={(by) => move(row.key, index + by)}
            onGrip={(event) => drag.start(event, row.key)}
            dragged={drag.dragged === row.key}
            focusRow={(by, column) => index + by === rows.length ? add() : focus(rows[index + by], column)}
          />
        ))}
      </ol>
      <Button variant='subtle' className={classes.add} onClick={add}>+ Add Destination</Button>
    </fieldset>
  );
}
