import type { DestinationReport, GroupReport } from '../../../contract/report.ts';
import { formatPercent } from '../../lib/percent.ts';
import { coloursOf } from './report-parts.ts';
import {
  formatCount,
  formatLength,
  formatMean,
  formatShareOf,
  percentSince,
  pointsSince,
} from './report-words.ts';
import classes from './figures-table.module.css';

/** A table also to those who hear it on a phone, where rows are drawn as cards: hence the roles. */
export function FiguresTable({ group }: { readonly group: GroupReport }) {
  const colours = coloursOf(group);
  const { figures, before } = group;
  return (
    <div className={classes.scroller}>
      <table role='table' className={classes.figures} aria-label={`Figures of ${group.name}`}>
        <thead role='rowgroup'>
          <tr role='row'>
            {HEADINGS.map((heading) => <th key={heading} role='columnheader' scope='col'>{heading}</th>)}
          </tr>
        </thead>
        <tbody role='rowgroup'>
          {group.destinations.map((destination) => (
            <DestinationRow
              key={destination.id}
              destination={destination}
              colour={colours.get(destination.id)!}
            />
          ))}
        </tbody>
        <tfoot role='rowgroup'>
          <tr role='row'>
            <th role='rowheader' scope='row'>All</th>
            <Cell label={TARGET} value='' />
            <Cell
              label={PLACED}
              value={formatCount(figures.placed)}
              change={percentSince(figures.placed, before?.placed)}
            />
            <Cell
              label={IN_PROGRESS}
              value={formatMean(figures.inProgress)}
              change={percentSince(figures.inProgress, before?.inProgress)}
            />
            <Cell
              label={MINUTES}
              value={formatMean(figures.talkedMinutes)}
              change={percentSince(figures.talkedMinutes, before?.talkedMinutes)}
            />
            <Quality figures={figures} before={before} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const TARGET = 'Target';
const PLACED = 'Placed';
const IN_PROGRESS = 'In progress';
const MINUTES = 'Minutes';
const ANSWERED = 'Answered';
const FAILED = 'Failures';
const LENGTH = 'Mean length';
const PEAK = 'Peak';
const HEADINGS = ['Destination', TARGET, PLACED, IN_PROGRESS, MINUTES, ANSWERED, FAILED, LENGTH, PEAK];

interface DestinationRowProps {
  readonly destination: DestinationReport;
  readonly colour: string;
}

function DestinationRow({ destination, colour }: DestinationRowProps) {
  const { name, uri, removed, state, percent, figures, before } = destination;
  const note = removed ? 'removed' : state === 'enabled' ? undefined : state;
  return (
    <tr role='row'>
      <th role='rowheader' scope='row' className={classes.destination}>
        <span className={classes.swatch} style={{ background: colour }} />
        <span>{name}</span> {note && <span className={classes.note}>{note}</span>}
        <span className={classes.detail}>{uri}</span>
      </th>
      <Cell label={TARGET} value={percent === null ? '–' : formatPercent(Math.round(percent * 100))} />
      <Cell
        label={PLACED}
        value={formatShareOf(figures.placedShare)}
        detail={formatCount(figures.placed)}
        change={pointsSince(figures.placedShare, before?.placedShare)}
      />
      <Cell
        label={IN_PROGRESS}
        value={formatShareOf(figures.inProgressShare)}
        detail={formatMean(figures.inProgress)}
        change={pointsSince(figures.inProgressShare, before?.inProgressShare)}
      />
      <Cell
        label={MINUTES}
        value={formatShareOf(figures.talkedShare)}
        detail={formatMean(figures.talkedMinutes)}
        change={pointsSince(figures.talkedShare, before?.talkedShare)}
      />
      <Quality figures={figures} before={before} />
    </tr>
  );
}

type Figures = GroupReport['figures'] | DestinationReport['figures'];

interface QualityProps {
  readonly figures: Figures;
  readonly before: Figures | null;
}

/** The cells about how calls went. */
function Quality({ figures, before }: QualityProps) {
  const { answerRate, told, failures, meanSeconds, p50Seconds, p90Seconds, p95Seconds, peak } = figures;
  const lengths = meanSeconds === null ? undefined : [
    `median\u00a0${formatLength(p50Seconds)}`,
    `p90\u00a0${formatLength(p90Seconds)}`,
    `p95\u00a0${formatLength(p95Seconds)}`,
  ].join(', ');
  return (
    <>
      <Cell
        label={ANSWERED}
        value={answerRate === null ? '–' : formatShareOf(answerRate)}
        detail={told > 0 ? `of ${formatCount(told)}` : undefined}
        change={pointsSince(answerRate, before?.answerRate)}
      />
      <Cell label={FAILED} value={formatCount(failures)} change={percentSince(failures, before?.failures)} />
      <Cell label={LENGTH} value={formatLength(meanSeconds)} detail={lengths} isLong />
      <Cell label={PEAK} value={formatCount(peak)} change={percentSince(peak, before?.peak)} />
    </>
  );
}

interface CellProps {
  /** The heading of its column, which a card shows. */
  readonly label: string;
  readonly value: string;
  readonly detail?: string | undefined;
  /** Against the time before. */
  readonly change?: string | undefined;
  readonly isLong?: boolean;
}

function Cell({ label, value, detail, change, isLong }: CellProps) {
  return (
    <td role='cell' data-label={label} data-long={isLong || undefined}>
      {value}
      {detail && <span className={classes.detail}>{detail}</span>}
      {change && <span className={classes.change} title='Against the time before'>{change}</span>}
    </td>
  );
}
