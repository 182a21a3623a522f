import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DeliveryOutput, WebhookOutput } from '../../../contract/webhook.ts';
import { formatSecond } from '../../lib/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { sendAgain } from './api/deliveries.ts';
import { useDoing } from './api/webhooks.ts';
import { describeAnswer, describeDelivery, KIND_WORDS, readable } from './webhook-words.ts';
import classes from './webhooks.module.css';

interface DeliveryEntryProps {
  readonly webhook: WebhookOutput;
  readonly delivery: DeliveryOutput;
}

/** One delivery in a line, unfolded with what was sent and what was answered. */
export function DeliveryEntry({ webhook, delivery }: DeliveryEntryProps) {
  const [open, setOpen] = useState(false);
  const { tone, words, more } = describeDelivery(delivery);
  return (
    <li className={classes.entry}>
      <button type='button' className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={classes.sign} data-open={open || undefined}>
          <Icon name='down' size={16} />
        </span>
        <span className={classes.what}>
          <span>{KIND_WORDS[delivery.kind]}</span>
          <span className={classes.detail}>{formatSecond(delivery.createdAt)}</span>
        </span>
        <span className={classes.outcome}>
          <strong data-tone={tone}>{words}</strong>
          {more && <span className={classes.detail}>{more}</span>}
        </span>
      </button>
      {open && <Unfolded webhook={webhook} delivery={delivery} />}
    </li>
  );
}

function Unfolded({ webhook, delivery }: DeliveryEntryProps) {
  const { lastAt, response, body, messageId } = delivery;
  return (
    <div className={classes.unfolded}>
      <p>
        {describeAnswer(delivery)}
        {lastAt && <span className={classes.detail}>{formatSecond(lastAt)}</span>}
      </p>
      {response && (
        <>
          <h3>Answer</h3>
          <pre className={classes.text} tabIndex={0}>{response}</pre>
        </>
      )}
      <h3>
        Sent as <code>{messageId}</code>
      </h3>
      <pre className={classes.text} tabIndex={0}>{readable(body)}</pre>
      <SendingAgain webhook={webhook} delivery={delivery} />
    </div>
  );
}

function SendingAgain({ webhook, delivery }: DeliveryEntryProps) {
  const notify = useNotify();
  const again = useDoing(() => sendAgain(webhook.id, delivery.id));
  return (
    <div>
      <Button
        size='compact-sm'
        variant='default'
        loading={again.isPending}
        onClick={() =>
          again.mutate(undefined, {
            onSuccess: () => notify({ text: 'It is on its way again.' }),
            onError: ({ message }) => notify({ text: message, bad: true }),
          })}
      >
        Send again
      </Button>
    </div>
  );
}
