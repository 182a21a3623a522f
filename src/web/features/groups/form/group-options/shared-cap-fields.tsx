import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { CapFields } from '../cap-fields.tsx';
import { type Remarks, remarksWithin } from '../check-draft.ts';
import { Choices } from '../choices.tsx';
import type { DestinationDraft } from '../draft.ts';
import type { SharedCapDraft } from '../policy-drafts.ts';
import classes from '../options.module.css';

interface SharedCapFieldsProps {
  readonly cap: SharedCapDraft;
  readonly place: number;
  /** The destinations that there are. */
  readonly rows: readonly DestinationDraft[];
  readonly faults: Remarks;
  readonly set: (change: Partial<SharedCapDraft>) => void;
  readonly remove: () => void;
  readonly onLeave: (field: string) => void;
}

/** One shared cap: its name, who shares it, and what is shared. */
export function SharedCapFields(props: SharedCapFieldsProps) {
  const { cap, place, rows, faults, set, remove, onLeave } = props;
  const remarkId = useId();
  const id = `sharedCaps.${place}`;
  const called = cap.name || `shared cap ${place + 1}`;
  const remark = faults.get(`${id}.destinations`) ?? faults.get(id);
  return (
    <div className={classes.shared} role='group' aria-label={`Shared cap ${place + 1}`}>
      <div className={classes.sharedHead}>
        <TextInput
          label='Name'
          placeholder='Vendor X'
          value={cap.name}
          error={faults.get(`${id}.name`)}
          onBlur={() => onLeave(`${id}.name`)}
          onChange={({ currentTarget: { value } }) => set({ name: value })}
        />
        <IconButton icon='close' label={`Remove ${called}`} onClick={remove} />
      </div>
      <Choices
        label='Destinations that share it'
        choices={rows.map(({ key, name }, index) => ({
          value: key,
          label: name || `Destination ${index + 1}`,
        }))}
        chosen={cap.rows}
        fault={faults.get(`${id}.destinations`)}
        faultId={remarkId}
        onChange={(rows) => set({ rows })}
        onLeave={() => onLeave(`${id}.destinations`)}
      />
      <CapFields
        capped={cap}
        faults={remarksWithin(faults, `${id}.`)}
        set={set}
        onLeave={(field) => {
          onLeave(`${id}.${field}`);
          onLeave(id);
        }}
      />
      {remark && <p id={remarkId} className={classes.remark}>{remark}</p>}
    </div>
  );
}
