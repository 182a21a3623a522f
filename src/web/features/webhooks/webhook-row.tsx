import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WebhookOutput, WebhookSecret } from '../../../contract/webhook.ts';
import { ConsequenceButton } from '../../ui/consequence-button.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { useGroupNames } from './api/group-names.ts';
import { deleteWebhook, editWebhook, rotateSecret, sendTest, useDoing } from './api/webhooks.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { nameOf, Secret } from './secret.tsx';
import { TestResult } from './test-result.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { describeKinds, describeWebhook } from './webhook-words.ts';
import classes from './webhooks.module.css';

interface WebhookProps {
  readonly webhook: WebhookOutput;
}

/** One webhook: how it stands, what it gets, and what can be done with it. */
export function WebhookRow({ webhook }: WebhookProps) {
  const [editing, setEditing] = useState(false);
  const [logged, setLogged] = useState(false);
  const [rotated, setRotated] = useState<WebhookSecret>();
  const test = useDoing(() => sendTest(webhook.id));
  const name = nameOf(webhook);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.name}>{name}</span>
        <Standing webhook={webhook} />
        <div className={classes.detail}>{webhook.url}</div>
        <Wants webhook={webhook} />
      </div>
      <div className={classes.actions}>
        <Button
          size='compact-sm'
          variant='default'
          aria-label={`Send a test to ${name}`}
          loading={test.isPending}
          onClick={() => test.mutate(undefined)}
        >
          Send a test
        </Button>
        <Button
          size='compact-sm'
          variant='subtle'
          aria-label={`Edit ${name}`}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
        <Button
          size='compact-sm'
          variant='subtle'
          aria-label={`Log of ${name}`}
          aria-expanded={logged}
          onClick={() => setLogged(!logged)}
        >
          Log
        </Button>
        <Enabling webhook={webhook} name={name} />
        <Rotating webhook={webhook} name={name} onRotated={setRotated} />
        <Deleting webhook={webhook} name={name} />
      </div>
      {rotated && (
        <div className={classes.below}>
          <Secret key={rotated.secret} made={rotated} onDone={() => setRotated(undefined)} />
        </div>
      )}
      <TestResult delivery={test.data} error={test.error} onDone={test.reset} />
      {logged && <DeliveryLog webhook={webhook} name={name} />}
      {editing && <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} />}
    </li>
  );
}

function Standing({ webhook }: WebhookProps) {
  const { tone, words, more } = describeWebhook(webhook);
  return (
    <div className={classes.standing}>
      <strong data-tone={tone}>{words}</strong>
      {more && <span className={classes.detail}>{more}</span>}
    </div>
  );
}

/** What it gets, in words. */
function Wants({ webhook: { kinds, groups } }: WebhookProps) {
  const { data: names } = useGroupNames();
  const whose = groups?.map((id) => names?.get(id) ?? `Route group ${id}`) ?? ['All route groups'];
  return <div className={classes.detail}>{`${describeKinds(kinds)} · ${whose.join(', ')}`}</div>;
}

interface NamedProps extends WebhookProps {
  readonly name: string;
}

/** Switches a webhook off, and on again. */
function Enabling({ webhook: { id, enabled }, name }: NamedProps) {
  const notify = useNotify();
  const change = useDoing((enabled: boolean) => editWebhook(id, { enabled }));
  const set = (enabled: boolean) =>
    change.mutate(enabled, {
      onSuccess: () =>
        notify({
          text: enabled ? `${name} gets events again.` : `${name} gets no events until it is enabled again.`,
          action: { label: 'Undo', run: () => set(!enabled) },
        }),
      onError: ({ message }) => notify({ text: message, bad: true }),
    });
  return (
    <Button
      size='compact-sm'
      variant='subtle'
      aria-label={`${enabled ? 'Disable' : 'Enable'} ${name}`}
      loading={change.isPending}
      onClick={() => set(!enabled)}
    >
      {enabled ? 'Disable' : 'Enable'}
    </Button>
  );
}

function Rotating(
  { webhook: { id }, name, onRotated }: NamedProps & { readonly onRotated: (made: WebhookSecret) => void },
) {
  const rotate = useDoing(() => rotateSecret(id));
  const notify = useNotify();
  return (
    <Button
      size='compact-sm'
      variant='subtle'
      aria-label={`Rotate secret of ${name}`}
      loading={rotate.isPending}
      onClick={() =>
        rotate.mutate(undefined, {
          onSuccess: onRotated,
          onError: ({ message }) => notify({ text: message, bad: true }),
        })}
    >
      Rotate secret
    </Button>
  );
}

function Deleting({ webhook: { id }, name }: NamedProps) {
  const notify = useNotify();
  const remove = useDoing(() => deleteWebhook(id));
  return (
    <ConsequenceButton
      label='Delete'
      fullLabel={`Delete ${name}`}
      sentence={`${name} gets nothing more, not even what waits, and its log goes. To stop it for a while, disable it.`}
      confirm='Delete the webhook'
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => notify({ text: `${name} is deleted.` }) })}
    />
  );
}
