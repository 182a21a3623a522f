import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, useState } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { colourOf } from '../../../ui/level-line/level-line.tsx';
import { Cell } from './cell.tsx';
import type { Remarks } from './check-draft.ts';
import { cellId } from './destination-rows.tsx';
import { changeRow, type Column, columns, type DestinationDraft, type Draft, pasteRows } from './draft.ts';
import { hasRowOptions, RowOptions, rowWords } from './row-options.tsx';
import { parsePastedRows } from './pasted-rows.ts';
import classes from './group-form.module.css';

interface DestinationRowProps {
  readonly row: DestinationDraft;
  readonly place: number;
  readonly last: boolean;
  readonly colour: number;
  readonly faults: Remarks;
  readonly warnings: Remarks;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly onLeave: (field: string) => void;
  readonly onChoose: (key: number) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: number) => void;
  readonly onGrip: (event: PointerEvent<HTMLElement>) => void;
  readonly dragged: boolean;
  /** Goes to a row above or below; below the last it adds one. */
  readonly focusRow: (by: number, column: Column) => void;
}

/** What the first rows show until something is written. */
const EXAMPLES = [
  { name: 'Boston', uri: 'tel:+16177123000' },
  { name: 'Denver', uri: 'sip:1234@10.0.1.2' },
  { name: '', uri: '' },
];

/** One destination: name, destination, percent, and its options folded below. */
export function DestinationRow(props: DestinationRowProps) {
  const { row, place, colour, faults, warnings, change, onLeave, onChoose, dragged } = props;
  const [open, setOpen] = useState(false);
  const name = row.name || `destination ${place + 1}`;
  const examples = EXAMPLES[Math.min(place, EXAMPLES.length - 1)];
  const set = (next: Partial<DestinationDraft>) => change((draft) => changeRow(draft, row.key, next));
  const paste = (event: ClipboardEvent) => {
    const pasted = parsePastedRows(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    change((draft) => pasteRows(draft, row.key, pasted));
  };
  const cell = (column: Column) => ({
    id: cellId(row.key, column),
    value: row[column],
    fault: faults.get(`${row.key}.${column}`),
    warning: warnings.get(`${row.key}.${column}`),
    onChange: (value: string) => set({ [column]: value }),
    onLeave: () => onLeave(`${row.key}.${column}`),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => goByKey(event, column, props),
    onPaste: paste,
  });
  return (
    <li className={classes.row} data-dragged={dragged || undefined} onFocus={() => onChoose(row.key)}>
      <Grip name={name} {...props} />
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      <Cell {...cell('name')} label={`Name of destination ${place + 1}`} placeholder={examples.name} />
      <Cell
        {...cell('uri')}
        label={`Destination of ${name}`}
        placeholder={examples.uri}
      />
      <Cell {...cell('percent')} label={`Percent of ${name}`} placeholder='' unit='%' inputMode='decimal' />
      <span className={classes.rowActions}>
        <IconButton
          icon='down'
          label={`Options of ${name}`}
          aria-expanded={open}
          data-open={open || undefined}
          className={classes.fold}
          onClick={() => setOpen(!open)}
        />
        <IconButton icon='close' label={`Remove ${name}`} onClick={props.onRemove} />
      </span>
      {!open && hasRowOptions(row) && <p className={classes.rowWords}>{rowWords(row)}</p>}
      {open && <RowOptions row={row} name={name} faults={faults} set={set} onLeave={onLeave} />}
    </li>
  );
}

function Grip({ name, place, last, onMove, onGrip }: DestinationRowProps & { readonly name: string }) {
  const moveByKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && place > 0) onMove(-1);
    else if (event.key === 'ArrowDown' && !last) onMove(1);
    else return;
    event.preventDefault();
  };
  return (
    <button
      type='button'
      className={classes.grip}
      aria-label={`Move ${name}, now number ${place + 1}: drag, or use the arrow keys`}
      onPointerDown={onGrip}
      onKeyDown={moveByKey}
    >
      <Icon name='grip' />
    </button>
  );
}

/** Enter goes on to the next row, arrows go to the cell beside once the caret stands at that end of the text. */
function goByKey(
  event: KeyboardEvent<HTMLInputElement>,
  column: Column,
  { row, last, focusRow }: DestinationRowProps,
) {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  const beside = (by: number) => {
    const next = columns[columns.indexOf(column) + by];
    if (next) document.getElementById(cellId(row.key, next))?.focus();
  };
  const go: Record<string, (() => void) | undefined> = {
    Enter: event.metaKey || event.ctrlKey ? undefined : () => focusRow(1, columns[0]),
    ArrowDown: last ? undefined : () => focusRow(1, column),
    ArrowUp: () => focusRow(-1, column),
    ArrowLeft: selectionEnd === 0 ? () => beside(-1) : undefined,
    ArrowRight: selectionStart === value.length ? () => beside(1) : undefined,
  };
  const act = go[event.key];
  if (!act || event.nativeEvent.isComposing) return;
  event.preventDefault();
  act();
}
