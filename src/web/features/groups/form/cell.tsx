import type { ClipboardEvent, KeyboardEvent } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import classes from './destination-row.module.css';

interface CellProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly unit?: string;
  readonly inputMode?: 'decimal' | 'numeric';
  readonly fault: string | undefined;
  readonly warning?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onPaste?: (event: ClipboardEvent) => void;
}

/** A cell of the spreadsheet, with what is wrong or doubtful about it below. */
export function Cell(props: CellProps) {
  const { id, label, placeholder, value, unit, inputMode, fault, warning } = props;
  const remark = fault ?? warning;
  return (
    <div className={classes.cell} data-unit={unit ? true : undefined}>
      <input
        id={id}
        className={classes.input}
        aria-label={label}
        aria-invalid={fault !== undefined}
        aria-describedby={remark ? `${id}-remark` : undefined}
        placeholder={placeholder}
        value={value}
        inputMode={inputMode}
        autoComplete='off'
        autoCapitalize='off'
        spellCheck={false}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onBlur={props.onLeave}
        onKeyDown={props.onKeyDown}
        onPaste={props.onPaste}
      />
      {unit && <span className={classes.unit}>{unit}</span>}
      {remark && (
        <span id={`${id}-remark`} className={classes.remark} data-fault={fault ? true : undefined}>
          {!fault && <Icon name='warning' size={14} />}
          {remark}
        </span>
      )}
    </div>
  );
}
