import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { webhookInput, type WebhookOutput, type WebhookSecret } from '../../../contract/webhook.ts';
import { useForm } from '../../lib/use-form.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Message } from '../../ui/message.tsx';
import { useGroupNames } from './api/group-names.ts';
import { createWebhook, editWebhook, webhooksQuery } from './api/webhooks.ts';
import { picked, pickedText } from './picked.ts';
import { Picks } from './picks.tsx';
import { nameOf } from './secret.tsx';
import { KIND_WORDS, KINDS } from './webhook-words.ts';
import classes from './webhook-dialog.module.css';

interface WebhookDialogProps {
  /** Absent when it is a new one. */
  readonly webhook?: WebhookOutput;
  readonly onCreated?: (made: WebhookSecret) => void;
  readonly onClose: () => void;
}

/** Asks where events are sent to, and which. */
export function WebhookDialog({ webhook, onCreated, onClose }: WebhookDialogProps) {
  const client = useQueryClient();
  const { data: groupNames = new Map<number, string>() } = useGroupNames();
  const { form, field, pending, failure } = useForm({
    initial: {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      kinds: pickedText(webhook?.kinds ?? null),
      groups: pickedText(webhook?.groups ?? null),
    },
    schema: webhookInput,
    content: ({ kinds, groups, ...typed }) => ({
      ...typed,
      kinds: picked(kinds),
      groups: picked(groups)?.map(Number) ?? null,
    }),
    async send(content) {
      if (webhook) await editWebhook(webhook.id, content);
      else onCreated?.(await createWebhook(content));
    },
    done() {
      void client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      onClose();
    },
  });
  const chosenGroups = (webhook?.groups ?? []).filter((id) => !groupNames.has(id))
    .map((id) => ({ value: String(id), label: `Route group ${id}, which is deleted` }));
  const groups = [...groupNames].map(([id, name]) => ({ value: String(id), label: name }));
  return (
    <Dialog title={webhook ? `Edit ${nameOf(webhook)}` : 'Add a webhook'} onClose={onClose}>
      <form className={classes.form} {...form}>
        <TextInput
          label='Address'
          type='url'
          placeholder='https://example.com/events'
          autoComplete='off'
          {...field('url')}
        />
        <TextInput
          label='What receives it'
          placeholder='Pager of the night shift'
          {...field('description')}
        />
        <Picks
          legend='Events'
          all='Every kind of event'
          some='Only these'
          choices={KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
          {...field('kinds')}
        />
        <Picks
          legend='Route groups'
          all='All route groups'
          some='Only these'
          choices={[...groups, ...chosenGroups]}
          {...field('groups')}
        />
        {failure && <Message tone='bad'>{failure}</Message>}
        <div className={classes.buttons}>
          <Button type='submit' loading={pending}>{webhook ? 'Save' : 'Add the webhook'}</Button>
          <Button variant='default' onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
