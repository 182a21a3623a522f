import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { WebhookList, WebhookReach, WebhookSecret } from '../../../contract/webhook.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Message } from '../../ui/message.tsx';
import { Section } from '../../ui/section.tsx';
import { useWebhooks } from './api/webhooks.ts';
import { Secret } from './secret.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookRow } from './webhook-row.tsx';
import classes from './webhooks.module.css';

/** Where the account's events are sent to: how each webhook stands, what it gets, and what was sent. */
export function Webhooks() {
  const { data, error, refetch } = useWebhooks();
  return (
    <Section
      title='Webhooks'
      words='What happens to destinations and groups, and every edit, is sent to the addresses given here: signed, and tried again until it arrives.'
    >
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={160} />}>
        {(list) => <List list={list} />}
      </Loaded>
    </Section>
  );
}

function List({ list: { webhooks, reach } }: { readonly list: WebhookList }) {
  const [adding, setAdding] = useState(false);
  const [created, setCreated] = useState<WebhookSecret>();
  return (
    <div className={classes.list}>
      <Reach reach={reach} />
      <div>
        <Button variant={webhooks.length === 0 ? 'filled' : 'default'} onClick={() => setAdding(true)}>
          Add a webhook
        </Button>
      </div>
      {created && <Secret key={created.webhook.id} made={created} onDone={() => setCreated(undefined)} />}
      {webhooks.length === 0
        ? <p className={classes.none}>Nothing is sent anywhere yet.</p>
        : (
          <ul className={classes.rows}>
            {webhooks.map((webhook) => <WebhookRow key={webhook.id} webhook={webhook} />)}
          </ul>
        )}
      {adding && (
        <WebhookDialog
          onClose={() => setAdding(false)}
          onCreated={(made) => {
            setCreated(made);
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

function Reach({ reach }: { readonly reach: WebhookReach }) {
  if (reach !== 'off') return null;
  return (
    <Message tone='warn'>
      This installation sends nothing: whoever runs it has set WEBHOOKS=off.
    </Message>
  );
}
