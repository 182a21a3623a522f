import type { CallTimeline } from '../../../contract/call.ts';
import { isInProgress } from './api/find-call.ts';
import { Step } from './step.tsx';
import classes from './timeline.module.css';

/** The steps of a call in the order of time, kept up to date while it is in progress. */
export function Timeline({ call }: { readonly call: CallTimeline }) {
  const { session, steps, hasEarlier } = call;
  return (
    <section aria-label={`Call ${session}`}>
      {hasEarlier && <p className={classes.earlier}>There were earlier steps, which are not shown.</p>}
      <ol className={classes.steps}>
        {steps.map((step) => <Step key={step.id} step={step} />)}
      </ol>
      <p className={classes.state} role='status'>
        {isInProgress(call) && 'The call is in progress: this page follows it.'}
      </p>
    </section>
  );
}
