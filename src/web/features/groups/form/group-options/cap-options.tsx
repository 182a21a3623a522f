import { Button } from '@mantine/core';
import { writtenRows } from '../draft-content.ts';
import { TimeZoneField } from '../hours/time-zone-field.tsx';
import { NO_CAPS, type SharedCapDraft } from '../policy-drafts.ts';
import type { OptionsProps } from './options-props.ts';
import { SharedCapFields } from './shared-cap-fields.tsx';
import classes from '../options.module.css';

/** Caps over several destinations, and when a day of the group begins. */
export function CapOptions({ draft, set, faults, onLeave }: OptionsProps) {
  const { sharedCaps } = draft;
  const rows = writtenRows(draft);
  const add = () => {
    const key = Math.max(0, ...sharedCaps.map((cap) => cap.key)) + 1;
    set({ sharedCaps: [...sharedCaps, { key, name: '', rows: [], maxActive: '', caps: NO_CAPS }] });
  };
  const change = (cap: SharedCapDraft, fields: Partial<SharedCapDraft>) =>
    set({ sharedCaps: sharedCaps.map((each) => each === cap ? { ...cap, ...fields } : each) });
  return (
    <fieldset className={classes.matter}>
      <legend>Caps</legend>
      <TimeZoneField
        description='In which hours, days and months begin: for shared caps, and for destinations without opening hours.'
        value={draft.timeZone}
        fault={faults.get('timeZone')}
        onChange={(timeZone) => set({ timeZone })}
        onLeave={() => onLeave('timeZone')}
      />
      <div className={classes.option}>
        <span className={classes.label}>Shared caps</span>
        <p className={classes.hint}>
          Limits that several destinations have together, such as what was agreed with a vendor.
        </p>
        {sharedCaps.map((cap, place) => (
          <SharedCapFields
            key={cap.key}
            cap={cap}
            place={place}
            rows={rows}
            faults={faults}
            set={(fields) => change(cap, fields)}
            remove={() => set({ sharedCaps: sharedCaps.filter((each) => each !== cap) })}
            onLeave={onLeave}
          />
        ))}
        <Button variant='subtle' size='compact-sm' className={classes.add} onClick={add}>
          + Add shared cap
        </Button>
      </div>
    </fieldset>
  );
}
