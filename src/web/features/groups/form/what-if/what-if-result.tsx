import type { GroupOutput } from '../../../../../contract/group.ts';
import type { WhatIfOutput, WhatIfPart } from '../../../../../contract/what-if.ts';
import { formatTime } from '../../../../lib/format-time.ts';
import { Message } from '../../../../ui/message.tsx';
import type { WhatIfQuestion } from '../../api/ask-what-if.ts';
import { LevelComparison } from '../../level-comparison.tsx';
import type { CallsOf } from '../../level-parts.ts';
import { WhatIfTable } from './what-if-table.tsx';
import classes from './what-if.module.css';

interface WhatIfResultProps {
  /** As it is saved. */
  readonly group: GroupOutput;
  readonly asked: WhatIfQuestion;
  readonly answer: WhatIfOutput;
}

/** A period as it was, and as two replays have it. */
export function WhatIfResult({ group, asked: { content }, answer }: WhatIfResultProps) {
  const { calls, from, to, destinations } = answer;
  if (calls === 0) return <Message tone='plain'>No calls in this period.</Message>;
  const byId = new Map(destinations.map((each) => [each.id, each]));
  const before: CallsOf = (id) => callsIn(byId.get(id ?? null)?.present, group.balance);
  const after: CallsOf = (_, place) => callsIn(destinations[place].edited, content.balance);
  return (
    <>
      <p className={classes.words}>
        {calls.toLocaleString()} {calls === 1 ? 'call' : 'calls'} from {formatTime(from)} to{' '}
        {formatTime(to)}. The thin lines show how they would have been divided.
      </p>
      <LevelComparison
        before={group}
        after={content}
        names={['As saved', 'With these']}
        calls={[before, after]}
      />
      <WhatIfTable answer={answer} />
      <p className={classes.words}>
        These settings make the difference between the last two columns. They don’t make that between the
        first two: other settings held then, or the replay began with calls in progress.
      </p>
    </>
  );
}

/** What is divided: means are rounded to what is worth reading, shares are not. */
function callsIn(part: WhatIfPart | undefined, balance: GroupOutput['balance']): number | undefined {
  return balance === 'active' ? part?.active.share ?? 0 : part?.placed;
}
