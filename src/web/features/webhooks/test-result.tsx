import { Button } from '@mantine/core';
import type { DeliveryOutput } from '../../../contract/webhook.ts';
import { describeAnswer } from './webhook-words.ts';
import classes from './webhooks.module.css';

interface TestResultProps {
  readonly delivery: DeliveryOutput | undefined;
  /** Why nothing could be sent. */
  readonly error: Error | null;
  readonly onDone: () => void;
}

/** How a test went, under the webhook's buttons. */
export function TestResult({ delivery, error, onDone }: TestResultProps) {
  const isGood = delivery?.state === 'delivered';
  return (
    <div role='status' className={classes.below} hidden={!delivery && !error}>
      {(delivery || error) && (
        <div className={classes.result}>
          <div className={classes.resultHead}>
            <strong data-tone={isGood ? 'good' : 'bad'}>
              {isGood ? 'The test arrived.' : 'The test failed.'}
            </strong>{' '}
            {error ? error.message : delivery && describeAnswer(delivery)}
          </div>
          {delivery?.response && <pre className={classes.text} tabIndex={0}>{delivery.response}</pre>}
          <div>
            <Button size='compact-sm' variant='subtle' onClick={onDone}>Done</Button>
          </div>
        </div>
      )}
    </div>
  );
}
