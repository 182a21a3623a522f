import { type ClipboardEvent, type KeyboardEvent, memo, useState } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { colourOf } from '../../../ui/level-line/level-line.tsx';
import { Cell } from './cell.tsx';
import { type Column, columns, type DestinationDraft } from './draft.ts';
import { parsePastedRows } from './pasted-rows.ts';
import { cellId, type RowActions } from './row-actions.ts';
import { RowOptions } from './row-options.tsx';
import { rowWords } from './row-words.ts';
import classes from './destination-row.module.css';

interface DestinationRowProps {
  readonly row: DestinationDraft;
  readonly place: number;
  readonly last: boolean;
  readonly colour: number;
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
  readonly warnings: Readonly<Record<string, string>>;
  readonly dragged: boolean;
  readonly actions: RowActions;
}

/** What the first rows show until something is written. */
const EXAMPLES = [
  { name: 'Boston', uri: 'tel:+16177123000' },
  { name: 'Denver', uri: 'sip:1234@10.0.1.2' },
  { name: '', uri: '' },
];

/** The fields that are seen without the options. */
const CELLS: readonly string[] = columns;

/** One destination: name, destination, percent, and its options folded below. Drawn only when it has changed. */
export const DestinationRow = memo(function DestinationRow(props: DestinationRowProps) {
  const { row, place, colour, faults, warnings, dragged, actions } = props;
  const [open, setOpen] = useState(false);
  const name = row.name || `destination ${place + 1}`;
  const examples = EXAMPLES[Math.min(place, EXAMPLES.length - 1)];
  const paste = (event: ClipboardEvent) => {
    const pasted = parsePastedRows(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    actions.paste(row.key, pasted);
  };
  const shown = open || Object.keys(faults).some((field) => !CELLS.includes(field));
  const words = rowWords(row);
  const leave = (field: string) => actions.leave(`${row.key}.${field}`);
  const cell = (column: Column) => ({
    id: cellId(row.key, column),
    value: row[column],
    fault: faults[column],
    warning: warnings[column],
    onChange: (value: string) => actions.change(row.key, { [column]: value }),
    onLeave: () => leave(column),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => goByKey(event, column, props),
    onPaste: paste,
  });
  return (
    <li
      className={classes.row}
      data-dragged={dragged || undefined}
      onFocus={() => actions.choose(row.key)}
    >
      <Grip name={name} {...props} />
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      <Cell {...cell('name')} label={`Name of destination ${place + 1}`} placeholder={examples.name} />
      <Cell {...cell('uri')} label={`Destination of ${name}`} placeholder={examples.uri} />
      <Cell {...cell('percent')} label={`Percent of ${name}`} placeholder='' unit='%' inputMode='decimal' />
      <span className={classes.rowActions}>
        <IconButton
          icon='down'
          label={`Options of ${name}`}
          aria-expanded={shown}
          data-open={shown || undefined}
          className={classes.fold}
          onClick={() => setOpen(!open)}
        />
        <IconButton icon='close' label={`Remove ${name}`} onClick={() => actions.remove(row.key)} />
      </span>
      {!shown && words !== '' && <p className={classes.rowWords}>{words}</p>}
      {shown && (
        <RowOptions
          row={row}
          name={name}
          faults={faults}
          set={(change) => actions.change(row.key, change)}
          usualHours={actions.usualHours}
          onLeave={leave}
        />
      )}
    </li>
  );
}, isSameRow);

function isSameRow(a: DestinationRowProps, b: DestinationRowProps): boolean {
  return a.row === b.row && a.place === b.place && a.last === b.last && a.colour === b.colour &&
    a.dragged === b.dragged && isSame(a.faults, b.faults) && isSame(a.warnings, b.warnings);
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const fields = Object.keys(a);
  return fields.length === Object.keys(b).length && fields.every((field) => a[field] === b[field]);
}

function Grip({ name, row, place, last, actions }: DestinationRowProps & { readonly name: string }) {
  const moveByKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && place > 0) actions.move(row.key, -1);
    else if (event.key === 'ArrowDown' && !last) actions.move(row.key, 1);
    else return;
    event.preventDefault();
  };
  return (
    <button
      type='button'
      className={classes.grip}
      aria-label={`Move ${name}, now number ${place + 1}: drag, or use the arrow keys`}
      onPointerDown={(event) => actions.grip(event, row.key)}
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
  { row, last, actions }: DestinationRowProps,
) {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  const beside = (by: number) => {
    const next = columns[columns.indexOf(column) + by];
    if (next) actions.focus(row.key, 0, next);
  };
  const go: Record<string, (() => void) | undefined> = {
    Enter: event.metaKey || event.ctrlKey ? undefined : () => actions.focus(row.key, 1, columns[0]),
    ArrowDown: last ? undefined : () => actions.focus(row.key, 1, column),
    ArrowUp: () => actions.focus(row.key, -1, column),
    ArrowLeft: selectionEnd === 0 ? () => beside(-1) : undefined,
    ArrowRight: selectionStart === value.length ? () => beside(1) : undefined,
  };
  const act = go[event.key];
  if (!act || event.nativeEvent.isComposing) return;
  event.preventDefault();
  act();
}
