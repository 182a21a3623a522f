import type { Remarks } from '../check-draft.ts';
import type { Draft } from '../draft.ts';

/** What each part of the group's options works with. */
export interface OptionsProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly faults: Remarks;
  readonly warnings: Remarks;
  readonly onLeave: (field: string) => void;
}

type Texts = { readonly [Field in keyof Draft as Draft[Field] extends string ? Field : never]: Draft[Field] };

/** What a written option needs, for the draft's field of that name; `id` is the field's name in remarks. */
export function written(
  { draft, set, faults, warnings, onLeave }: OptionsProps,
  field: Exclude<keyof Texts, 'balance'>,
  id: string = field,
) {
  return {
    value: draft[field],
    fault: faults.get(id),
    warning: warnings.get(id),
    onChange: (value: string) => set({ [field]: value }),
    onLeave: () => onLeave(id),
  };
}
