import { Link } from 'wouter';
import type { GroupReport, Report } from '../../../contract/report.ts';
import { formatPercent } from '../../lib/percent.ts';
import { ColumnChart } from '../../ui/chart/column-chart.tsx';
import { LevelLine } from '../../ui/level-line/level-line.tsx';
import { FiguresTable } from './figures-table.tsx';
import { isIdle, levelsOf, seriesOf } from './report-parts.ts';
import { columnNames, formatCount, formatMean, refusalSentence, spanWords } from './report-words.ts';
import classes from './reports.module.css';

interface GroupSectionProps {
  readonly report: Report;
  readonly group: GroupReport;
}

/** What happened to the calls of one group. */
export function GroupSection({ report, group }: GroupSectionProps) {
  return (
    <section className={classes.group} aria-labelledby={`group-${group.id}`}>
      <h2 className={classes.name} id={`group-${group.id}`}>
        <Link href={`/groups/${group.id}`}>{group.name}</Link>
        {group.deleted && <span className={classes.note}>deleted</span>}
      </h2>
      {isIdle(group)
        ? <p className={classes.words}>No calls in this time.</p>
        : <Happened report={report} group={group} />}
    </section>
  );
}

function Happened({ report, group }: GroupSectionProps) {
  const refusals = refusalSentence(group.figures);
  return (
    <>
      {levelsOf(group).map(({ tier, parts }) => (
        <div key={tier} className={classes.level}>
          <LevelLine parts={parts} size='row' labelled title={`${group.name}, tier ${tier}`} />
        </div>
      ))}
      <p className={classes.words}>
        The lines over the bar are the shares of calls {group.balance === 'active' ? 'in progress' : 'placed'}
        {' '}
        in this time, which this group keeps at their targets. {refusals}
      </p>
      <TargetChanges report={report} group={group} />
      <FiguresTable group={group} />
      <Charts report={report} group={group} />
    </>
  );
}

/** Shares that strayed because the targets did are no fault of anybody. */
function TargetChanges({ report: { timeZone }, group: { targets, destinations } }: GroupSectionProps) {
  if (targets.length < 2) return null;
  const nameOf = (id: number) => destinations.find((each) => each.id === id)?.name ?? `Destination ${id}`;
  const format = new Intl.DateTimeFormat(undefined, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return (
    <details className={classes.targets}>
      <summary>The targets changed in this time. Above are those of now.</summary>
      <ul>
        {targets.map(({ version, from, percents }) => (
          <li key={version}>
            Version {version}, {format.format(new Date(from))}:{' '}
            {percents.map(({ id, percent }) => `${nameOf(id)} ${formatPercent(Math.round(percent * 100))}`)
              .join(', ') || 'no destinations'}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Charts({ report: { times, by, timeZone }, group }: GroupSectionProps) {
  if (!group.series || times.length === 0) return null;
  const names = columnNames(times, by, timeZone);
  const refused = group.series.refused;
  return (
    <div className={classes.charts}>
      <ColumnChart
        title='In progress'
        {...names}
        series={seriesOf(group, 'inProgress')}
        format={formatMean}
      />
      <ColumnChart title='Placed' {...names} series={seriesOf(group, 'placed')} format={formatCount} />
      {refused.some((count) => count > 0) && (
        <ColumnChart
          title='Refused'
          {...names}
          series={[{ name: 'Refused', colour: 'var(--state-bad)', values: refused }]}
          format={formatCount}
        />
      )}
    </div>
  );
}

/** Which time the figures are about, and which they are compared with. */
export function ReportSpan({ report: { from, to, timeZone, before } }: { readonly report: Report }) {
  return (
    <p className={classes.words}>
      {spanWords(from, to, timeZone)}, {timeZone}: whole minutes, up to the last one that is complete.
      {before &&
        ` Changes are against ${
          spanWords(before.from, before.to, timeZone)
        }: of shares in percentage points (pts).`}
    </p>
  );
}
