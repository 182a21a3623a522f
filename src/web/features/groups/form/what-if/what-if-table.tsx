import { VIEWS, type WhatIfDestination, type WhatIfOutput } from '../../../../../contract/what-if.ts';
import { formatPercent } from '../../../../lib/percent.ts';
import { destinationColours } from '../../../../ui/level-line/destination-colours.ts';
import { colourOf } from '../../../../ui/level-line/level-line.tsx';
import classes from './what-if.module.css';

const TITLES = { happened: 'What happened', present: 'As saved', edited: 'With these' };

/** A table also to those who hear it on a phone, where rows are drawn as cards: hence the roles. */
export function WhatIfTable({ answer }: { readonly answer: WhatIfOutput }) {
  const { destinations } = answer;
  const colours = coloursOf(destinations);
  return (
    <table role='table' className={classes.table}>
      <thead role='rowgroup'>
        <tr role='row'>
          <th role='columnheader' scope='col'>
            Calls placed<span className={classes.detail}>and in progress</span>
          </th>
          {VIEWS.map((view) => <th key={view} role='columnheader' scope='col'>{TITLES[view]}</th>)}
        </tr>
      </thead>
      <tbody role='rowgroup'>
        {destinations.map((destination, index) => (
          <tr key={destination.id ?? `new ${index}`} role='row'>
            <th role='rowheader' scope='row' className={classes.destination}>
              <span className={classes.swatch} style={{ background: colourOf({ colour: colours[index] }) }} />
              {destination.name}
              <span className={classes.detail}>{targetsOf(destination)}</span>
            </th>
            {VIEWS.map((view) => {
              const { placed, placedShare, active } = destination[view];
              return <Cell key={view} count={placed} share={placedShare}>{presenceOf(active)}</Cell>;
            })}
          </tr>
        ))}
      </tbody>
      <Sums answer={answer} />
    </table>
  );
}

function Sums({ answer }: { readonly answer: WhatIfOutput }) {
  const reasons = [...new Set(VIEWS.flatMap((view) => Object.keys(answer[view].refused)))];
  const rows = reasons.map((reason) => ({
    title: `Refused: ${reason.replaceAll('_', ' ')}`,
    counts: VIEWS.map((view) => answer[view].refused[reason] ?? 0),
  }));
  const lastResorts = VIEWS.map((view) => answer[view].lastResorts);
  if (lastResorts.some((count) => count > 0)) {
    rows.push({ title: 'Of them to the last resort', counts: lastResorts });
  }
  return (
    <tfoot role='rowgroup'>
      <tr role='row'>
        <th role='rowheader' scope='row'>All</th>
        {VIEWS.map((view) => {
          const { placed, active } = answer[view];
          return <Cell key={view} count={placed}>{presenceOf(active)}</Cell>;
        })}
      </tr>
      {rows.map(({ title, counts }) => (
        <tr key={title} role='row'>
          <th role='rowheader' scope='row'>{title}</th>
          {counts.map((count, index) => <Cell key={VIEWS[index]} count={count} />)}
        </tr>
      ))}
    </tfoot>
  );
}

interface CellProps {
  readonly count: number;
  readonly share?: number | null;
  readonly children?: React.ReactNode;
}

function Cell({ count, share, children }: CellProps) {
  return (
    <td role='cell'>
      {count.toLocaleString()}{' '}
      {share !== null && share !== undefined && (
        <span className={classes.share}>{formatPercent(Math.round(share * 10) * 10)}</span>
      )}
      {children && <span className={classes.detail}>{children}</span>}
    </td>
  );
}

function presenceOf({ mean, peak }: { readonly mean: number; readonly peak: number }): string {
  return `mean ${mean.toLocaleString()}, peak ${peak.toLocaleString()}`;
}

/** "60 % → 20 %", or what there is of it. */
function targetsOf({ presentPercent, editedPercent }: WhatIfDestination): string {
  const [before, after] = [presentPercent, editedPercent].map((percent) =>
    percent === null ? undefined : formatPercent(Math.round(percent * 100))
  );
  if (before === after) return before ?? 'no longer there';
  if (before === undefined) return `new, ${after}`;
  return after === undefined ? `${before}, then removed` : `${before} → ${after}`;
}

/** Those of the form; what it has no more takes the colours that come next. */
function coloursOf(destinations: readonly WhatIfDestination[]): number[] {
  const kept = destinations.filter(({ editedPercent }) => editedPercent !== null);
  const others = destinations.length - kept.length;
  return destinationColours([
    ...kept.map(({ id }) => ({ id: id ?? undefined })),
    ...Array.from({ length: others }, () => ({})),
  ]);
}
