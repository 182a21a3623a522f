import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Remarks } from './check-draft.ts';
import type { Draft } from './draft.ts';
import { Fold } from './fold.tsx';
import { optionWords } from './group-options/option-words.ts';
import classes from './group-form.module.css';

const GroupOptions = lazy(async () => ({
  default: (await import('./group-options/group-options.tsx')).GroupOptions,
}));

interface MoreOptionsProps {
  readonly draft: Draft;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly faults: Remarks;
  readonly warnings: Remarks;
  readonly onLeave: (field: string) => void;
}

/** What few groups need to change. Folded, it says how it stands. */
export function MoreOptions({ draft, change, faults, warnings, onLeave }: MoreOptionsProps) {
  const words = (
    <ul className={classes.moreWords}>
      {optionWords(draft).map((each) => <li key={each}>{each}</li>)}
    </ul>
  );
  return (
    <Fold label='More options' words={words} pressing={[...faults.keys()].some(isOfOptions)}>
      <Suspense fallback={<Skeleton height={320} />}>
        <GroupOptions
          draft={draft}
          set={(fields) => change((present) => ({ ...present, ...fields }))}
          faults={faults}
          warnings={warnings}
          onLeave={onLeave}
        />
      </Suspense>
    </Fold>
  );
}

/** Remarks about destinations begin with the key of their row. */
function isOfOptions(field: string): boolean {
  return field !== 'name' && field !== 'destinations' && !/^\d/.test(field);
}
