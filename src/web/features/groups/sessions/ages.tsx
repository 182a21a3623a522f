import type { OpenSessionPageOutput } from '../../../../contract/open-session.ts';
import { formatDuration } from '../../../../contract/duration.ts';
import classes from './open-calls.module.css';

/** How many calls there are of each age, drawn as bars that the numbers stand above. */
export function Ages({ ages }: { readonly ages: OpenSessionPageOutput['ages'] }) {
  const most = Math.max(...ages.map(({ sessions }) => sessions));
  return (
    <dl className={classes.ages}>
      {ages.map(({ underSeconds, sessions }, index) => (
        <div key={underSeconds} className={classes.age} data-none={sessions === 0 || undefined}>
          <dt>{ageWords(underSeconds, ages[index - 1]?.underSeconds ?? null)}</dt>
          <dd>
            {sessions.toLocaleString()}
            <span className={classes.bar} style={{ width: `${(100 * sessions) / most}%` }} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ageWords(underSeconds: number | null, fromSeconds: number | null): string {
  if (underSeconds === null) return `Over ${formatDuration(fromSeconds ?? 0)}`;
  const under = formatDuration(underSeconds);
  return fromSeconds === null ? `Under ${under}` : `${formatDuration(fromSeconds)} to ${under}`;
}
