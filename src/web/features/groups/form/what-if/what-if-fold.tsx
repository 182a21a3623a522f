import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { GroupInput, GroupOutput } from '../../../../../contract/group.ts';
import { Fold } from '../fold.tsx';
import classes from '../group-form.module.css';

const WhatIf = lazy(async () => ({ default: (await import('./what-if.tsx')).WhatIf }));

interface WhatIfFoldProps {
  readonly group: GroupOutput;
  /** What would be saved; undefined as long as there is a fault. */
  readonly content: GroupInput | undefined;
  /** The same; shows the faults when there are any. */
  readonly checked: () => GroupInput | undefined;
}

/** What recorded calls would have met with the settings of the form. */
export function WhatIfFold(props: WhatIfFoldProps) {
  const words = (
    <p className={classes.moreWords}>Replay recorded calls with these settings before you save them.</p>
  );
  return (
    <Fold label='What if?' words={words} pressing={false}>
      <Suspense fallback={<Skeleton height={120} />}>
        <WhatIf {...props} />
      </Suspense>
    </Fold>
  );
}
