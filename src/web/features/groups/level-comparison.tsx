import { LevelLine } from '../../ui/level-line/level-line.tsx';
import type { GroupContent } from '../../../contract/group-difference.ts';
import { type CallsOf, levelsOf } from './level-parts.ts';
import classes from './level-comparison.module.css';

interface LevelComparisonProps {
  readonly before: GroupContent;
  readonly after: GroupContent;
  /** What each bar is called. */
  readonly names: readonly [string, string];
  /** How each of them divides the calls; nothing is live when it is left out. */
  readonly calls?: readonly [CallsOf, CallsOf];
}

const IDLE: readonly [CallsOf, CallsOf] = [() => undefined, () => undefined];

/** Two level lines, one below the other: the same group before and after. */
export function LevelComparison({ before, after, names, calls = IDLE }: LevelComparisonProps) {
  return (
    <div className={classes.comparison}>
      {[before, after].map((content, index) =>
        levelsOf(content, calls[index]).map(({ tier, parts }) => (
          <div key={`${index} ${tier}`} className={classes.line}>
            <span className={classes.name}>{names[index]}{tier > 1 && `, tier ${tier}`}</span>
            <LevelLine parts={parts} size='row' labelled title={names[index]} />
          </div>
        ))
      )}
    </div>
  );
}
