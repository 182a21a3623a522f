import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { deliveryState, type WebhookOutput } from '../../../contract/webhook.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useDeliveries } from './api/deliveries.ts';
import { DeliveryEntry } from './delivery-entry.tsx';
import classes from './webhooks.module.css';

interface DeliveryLogProps {
  readonly webhook: WebhookOutput;
  readonly name: string;
}

const STATE_WORDS = {
  pending: 'On their way',
  delivered: 'Delivered',
  failed: 'Failed, tried again',
  given_up: 'Given up',
} as const;

const states = [
  { value: '', label: 'Everything' },
  ...deliveryState.options.map((state) => ({ value: state, label: STATE_WORDS[state] })),
];

/** What was sent to a webhook in the last two weeks, the newest first. */
export function DeliveryLog({ webhook, name }: DeliveryLogProps) {
  const [state, setState] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(
    webhook.id,
    state,
  );
  return (
    <section className={classes.log} aria-label={`Log of ${name}`}>
      <NativeSelect
        label='Show'
        data={states}
        value={state}
        onChange={({ currentTarget: { value } }) => setState(value)}
        className={classes.show}
      />
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={120} />}>
        {(deliveries) =>
          deliveries.length === 0
            ? <p className={classes.none}>Nothing like that was sent in the last two weeks.</p>
            : (
              <ul className={classes.rows}>
                {deliveries.map((delivery) => (
                  <DeliveryEntry key={delivery.id} webhook={webhook} delivery={delivery} />
                ))}
              </ul>
            )}
      </Loaded>
      {hasNextPage && (
        <div>
          <Button variant='default' loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </section>
  );
}
