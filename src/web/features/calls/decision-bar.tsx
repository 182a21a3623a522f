import type { CallStepOutput } from '../../../contract/call.ts';
import { LevelLine } from '../../ui/level-line/level-line.tsx';
import { chosenAt, decisionParts } from './decision-parts.ts';
import classes from './decision-bar.module.css';

/** The level line at the moment of the decision, with a mark below the destination that got the call. */
export function DecisionBar({ step }: { readonly step: CallStepOutput }) {
  const parts = decisionParts(step);
  if (parts === undefined) return null;
  const at = chosenAt(step.decision.candidates, parts);
  return (
    <div className={classes.decision}>
      <LevelLine parts={parts} size='row' labelled title='Shares of the call' />
      {at !== undefined && <span className={classes.chosen} style={{ left: `${at}%` }} aria-hidden='true' />}
    </div>
  );
}
