import { LevelLine } from '../../ui/level-line/level-line.tsx';
import type { GroupContent } from '../../../contract/group-difference.ts';
import { tierLevels } from './level-parts.ts';
import classes from './level-comparison.module.css';

interface LevelComparisonProps {
  readonly before: GroupContent;
  readonly after: GroupContent;
  /** What each bar is called. */
  readonly names: readonly [string, string];
}

/** Two level lines, one below the other: the same group before and after. */
export function LevelComparison({ before, after, names }: LevelComparisonProps) {
  return (
    <div className={classes.comparison}>
      {[before, after].map((content, index) =>
        tierLevels(content).map(({ tier, parts }) => (
          <div key={`${index} ${tier}`} className={classes.line}>
            <span className={classes.name}>{names[index]}{tier > 1 && `, tier ${tier}`}</span>
            <LevelLine parts={parts} size='row' labelled title={names[index]} />
          </div>
        ))
      )}
    </div>
  );
}
