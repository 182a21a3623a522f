import type { CallStepOutput, CandidateOutput, ExcludedOutput } from '../../../contract/call.ts';
import { formatPercent } from '../../lib/percent.ts';
import { colourOf } from '../../ui/level-line/level-line.tsx';
import { coloursIn } from './decision-parts.ts';
import classes from './figures.module.css';

/** Everything that the record has of a decision, out of sight until somebody wants it. */
export function Figures({ step }: { readonly step: CallStepOutput }) {
  const { decision, group } = step;
  const { candidates, excluded, others } = decision;
  if (candidates.length + excluded.length === 0) return null;
  const colours = coloursIn(decision);
  return (
    <details className={classes.details}>
      <summary>The figures behind it</summary>
      <div className={classes.scroller} tabIndex={0} role='region' aria-label='Figures'>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope='col'>Destination</th>
              <th scope='col'>Percent</th>
              <th scope='col'>In progress</th>
              <th scope='col'>{group.balance === 'calls' ? 'Owed' : 'Below its share'}</th>
              <th scope='col' className={classes.remark}>Remark</th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((each) => (
              <Candidate key={each.id} candidate={each} colour={colours.get(each.id)!} />
            ))}
            {excluded.map((each) => (
              <Excluded
                key={each.id}
                excluded={each}
                colour={colours.get(each.id)!}
              />
            ))}
          </tbody>
        </table>
      </div>
      {others > 0 && <p className={classes.note}>{others} more destinations are not in the record.</p>}
      <p className={classes.note}>{NOTES[group.balance ?? 'active']}</p>
    </details>
  );
}

const NOTES = {
  active:
    'In calls, this one not counted in “In progress”. “Below its share” has half of what the destination was short of ' +
    'before; the most gets the call, unless it is held back.',
  calls: 'In calls. The destination to which most is owed gets the call, unless another one’s is due sooner.',
};

interface CandidateProps {
  readonly candidate: CandidateOutput;
  readonly colour: number;
}

function Candidate({ candidate, colour }: CandidateProps) {
  const { name, percent, weight, active, deficit, heldBack, chosen } = candidate;
  const remarks = [
    chosen && 'got the call',
    heldBack && 'held back',
    weight < percent && `counted with ${percentOf(weight)}`,
  ];
  return (
    <tr data-chosen={chosen || undefined}>
      <Name name={name} colour={colour} />
      <td>{percentOf(percent)}</td>
      <td>{active.toLocaleString()}</td>
      <td>{deficit.toFixed(2)}</td>
      <td className={classes.remark}>{remarks.filter(Boolean).join(', ')}</td>
    </tr>
  );
}

interface ExcludedProps {
  readonly excluded: ExcludedOutput;
  readonly colour: number;
}

function Excluded({ excluded: { name, percent, because }, colour }: ExcludedProps) {
  return (
    <tr>
      <Name name={name} colour={colour} />
      <td>{percentOf(percent)}</td>
      <td />
      <td />
      <td className={classes.remark}>{because}</td>
    </tr>
  );
}

function Name({ name, colour }: { readonly name: string; readonly colour: number }) {
  return (
    <th scope='row'>
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      {name}
    </th>
  );
}

function percentOf(percent: number): string {
  return formatPercent(Math.round(percent * 100));
}
