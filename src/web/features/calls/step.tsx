import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CallStepOutput } from '../../../contract/call.ts';
import { describeStep } from '../../../contract/describe-step.ts';
import { formatExactTime } from '../../lib/format-time.ts';
import { DecisionBar } from './decision-bar.tsx';
import { ExcludedChips } from './excluded-chips.tsx';
import { Figures } from './figures.tsx';
import classes from './step.module.css';

/** One answer that a call got: where it was sent, or that it was refused, and why. */
export function Step({ step }: { readonly step: CallStepOutput }) {
  const { group, node, because, decision } = step;
  return (
    <li className={classes.step} data-state={stateOf(step)}>
      <div className={classes.head}>
        <h2 className={classes.title}>{titleOf(step)}</h2>
        <span className={classes.end}>{describeStep(step)}</span>
      </div>
      <p className={classes.where}>
        <time dateTime={step.at}>{formatExactTime(step.at)}</time>
        {' · '}
        <Link href={`/groups/${group.id}`}>{group.name || `Group ${group.id}`}</Link>
        {`, version ${group.version}`}
        {node !== null && ` · node ${node}`}
      </p>
      <p className={classes.because}>{because}</p>
      <DecisionBar step={step} />
      <ExcludedChips excluded={decision.excluded} />
      <Figures step={step} />
    </li>
  );
}

function titleOf(step: CallStepOutput): ReactNode {
  if (step.kind === 'refusal') return `Request ${step.number}: no destination`;
  const { number, destination } = step;
  return (
    <>
      Attempt {number} → {destination.name} <span className={classes.uri}>{destination.uri}</span>
    </>
  );
}

function stateOf(step: CallStepOutput): 'refused' | 'open' | 'ended' {
  if (step.kind === 'refusal') return 'refused';
  return step.endedAt === null ? 'open' : 'ended';
}
