import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { destinationColours } from '../../../ui/level-line/destination-colours.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { type Remarks, remarksWithin } from './check-draft.ts';
import { DestinationRow } from './destination-row.tsx';
import { type Draft, moveRow } from './draft.ts';
import { createRowActions, type RowsAtHand } from './row-actions.ts';
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

/** The destinations as rows of a small spreadsheet. */
export function DestinationRows(
  { draft, change, faults, warnings, onLeave, onChoose }: DestinationRowsProps,
) {
  const notify = useNotify();
  const drag = useRowDrag((key, place) => change((present) => moveRow(present, key, place)));
  const atHand = useRef<RowsAtHand>(undefined!);
  atHand.current = { draft, change, notify, startDrag: drag.start, onLeave, onChoose };
  const [actions] = useState(() => createRowActions(() => atHand.current));
  const rows = draft.destinations;
  const colours = destinationColours(rows);

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
            faults={remarksWithin(faults, `${row.key}.`)}
            warnings={remarksWithin(warnings, `${row.key}.`)}
            dragged={drag.dragged === row.key}
            actions={actions}
          />
        ))}
      </ol>
      <Button variant='subtle' className={classes.add} onClick={actions.add}>+ Add Destination</Button>
    </fieldset>
  );
}
