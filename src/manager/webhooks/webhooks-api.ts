import {
  BOTH_SECRETS_HOURS,
  MOST_WEBHOOKS,
  type WebhookEdit,
  type WebhookInput,
  type WebhookReach,
} from '../../contract/webhook.ts';
import type { AuditAction } from '../../contract/auth.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Deliveries, PageWish } from '../../directory/webhooks/deliveries.ts';
import type { Webhook, WebhookChanges, Webhooks } from '../../directory/webhooks/webhooks.ts';
import type { AuditTrail } from '../auth/audit-trail.ts';
import { invalid, jsonPointer } from '../http/field-faults.ts';
import { problemResponse } from '../http/problem-response.ts';
import type { Principal } from '../principal.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type AddressFault, literalAddress } from './reach.ts';
import { sendTest, type TestOptions } from './send-test.ts';
import { subjectOf } from './settle-try.ts';
import { newWebhookSecret } from './signature.ts';
import { deliveryOutputOf, deliveryPageOf, webhookOutputOf } from './webhook-output.ts';

export interface WebhooksApiOptions extends TestOptions {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly directory: Pick<Directory, 'read'>;
  readonly audit: AuditTrail;
  readonly reach: WebhookReach;
  readonly addressFault: AddressFault;
  /** None where nothing is sent. */
  readonly dispatcher: Pick<Dispatcher, 'wake'> | undefined;
}

interface Asked {
  readonly principal: Principal;
}

interface AskedOne extends Asked {
  readonly parameters: { readonly id: number };
}

export type WebhooksApi = ReturnType<typeof createWebhooksApi>;

/** What the REST API does with webhooks. Each is looked up in the account of who asks. */
export function createWebhooksApi(options: WebhooksApiOptions) {
  const { webhooks, deliveries, secrets, audit, reach, dispatcher, now } = options;
  const output = (webhook: Webhook) => webhookOutputOf(webhook, now());
  const present = ({ principal, parameters }: AskedOne) => webhooks.read(principal.accountId, parameters.id);
  const note = (
    { principal: { accountId, actor } }: Asked,
    action: AuditAction,
    webhook: Webhook,
    details: Readonly<Record<string, string>> = {},
  ) => audit.record({ accountId, actor, action, subject: subjectOf(webhook), details });

  return {
    async list({ principal }: Asked): Promise<Response> {
      const all = await webhooks.list(principal.accountId);
      return Response.json({ webhooks: all.map(output), reach });
    },

    async read(asked: AskedOne): Promise<Response> {
      const webhook = await present(asked);
      return webhook ? Response.json(output(webhook)) : missing();
    },

    async create(asked: Asked, input: WebhookInput): Promise<Response> {
      const refusal = await refusalOf(asked, input);
      if (refusal) return refusal;
      const { accountId, actor } = asked.principal;
      const secret = newWebhookSecret();
      const sealedSecret = await secrets.seal(secret);
      const content = { ...contentOf(input), accountId, sealedSecret, at: now(), createdBy: actor.name };
      const webhook = await webhooks.add(content, MOST_WEBHOOKS);
      if (!webhook) return tooMany();
      await note(asked, 'webhook created', webhook);
      return Response.json({ webhook: output(webhook), secret }, {
        status: 201,
        headers: { location: `/api/v1/webhooks/${webhook.id}` },
      });
    },

    async edit(asked: AskedOne, input: WebhookEdit): Promise<Response> {
      const before = await present(asked);
      if (!before) return missing();
      const refusal = await refusalOf(asked, input, before);
      if (refusal) return refusal;
      const { enabled } = input;
      const changes = {
        ...contentOf(input),
        ...(enabled === undefined ? {} : { enabled: { is: enabled, at: now() } }),
      };
      const after = await webhooks.edit(asked.principal.accountId, before.id, changes);
      if (!after) return missing();
      const changed = changedFields(before, after);
      if (changed.length > 0) await note(asked, 'webhook edited', after, { changed: changed.join(', ') });
      dispatcher?.wake();
      return Response.json(output(after));
    },

    async remove(asked: AskedOne): Promise<Response> {
      const webhook = await present(asked);
      if (!webhook || !await webhooks.remove(webhook.accountId, webhook.id)) return missing();
      await note(asked, 'webhook deleted', webhook);
      return new Response(null, { status: 204 });
    },

    async rotateSecret(asked: AskedOne): Promise<Response> {
      const secret = newWebhookSecret();
      const sealedSecret = await secrets.seal(secret);
      const bothUntil = new Date(now().getTime() + BOTH_SECRETS_HOURS * 3_600_000);
      const { accountId } = asked.principal;
      if (!await present(asked)) return missing();
      const webhook = await webhooks.edit(accountId, asked.parameters.id, {
        rotate: { sealedSecret, bothUntil },
      });
      if (!webhook) return rotatedMeanwhile();
      await note(asked, 'webhook secret rotated', webhook);
      return Response.json({ webhook: output(webhook), secret });
    },

    async test(asked: AskedOne): Promise<Response> {
      const webhook = await present(asked);
      if (!webhook) return missing();
      if (reach === 'off') return turnedOff();
      return Response.json(deliveryOutputOf(await sendTest(webhook, asked.principal.actor, options)));
    },

    async deliveries(asked: AskedOne, wish: PageWish): Promise<Response> {
      const webhook = await present(asked);
      return webhook ? Response.json(deliveryPageOf(await deliveries.page(webhook.id, wish))) : missing();
    },

    async sendAgain(
      asked: AskedOne & { readonly parameters: { readonly delivery: number } },
    ): Promise<Response> {
      const webhook = await present(asked);
      if (!webhook) return missing();
      if (reach === 'off') return turnedOff();
      if (webhook.disabled) return disabled();
      const delivery = await deliveries.sendAgain(webhook.id, asked.parameters.delivery, now());
      if (!delivery) return missing();
      dispatcher?.wake();
      return Response.json(deliveryOutputOf(delivery));
    },
  };

  /** What this installation refuses of what can be written. What was there already may stay. */
  async function refusalOf(
    { principal }: Asked,
    { url, groups }: WebhookEdit,
    before?: Webhook,
  ): Promise<Response | undefined> {
    const literal = url && url !== before?.url && literalAddress(url);
    const addressFault = literal && options.addressFault(literal);
    if (addressFault) return invalid([{ detail: addressFault, pointer: '/url' }]);
    const added = (groups ?? []).filter((id) => !before?.groupIds?.includes(id));
    const found = await Promise.all(added.map((id) => options.directory.read(principal.accountId, id)));
    const unknown = added.filter((_, index) => !found[index]);
    if (unknown.length === 0) return undefined;
    return invalid(unknown.map((id) => ({
      detail: `This account has no route group ${id}.`,
      pointer: jsonPointer(['groups', groups!.indexOf(id)]),
    })));
  }
}

/** What is left out stays left out. */
function contentOf<Input extends WebhookEdit>({ enabled: _, groups, ...content }: Input) {
  return { ...content, ...(groups === undefined ? {} : { groupIds: groups }) } as
    & Omit<Input, 'groups' | 'enabled'>
    & { readonly groupIds: Input['groups'] & WebhookChanges['groupIds'] };
}

function changedFields(before: Webhook, after: Webhook): string[] {
  const fields = { url: 'address', description: 'description', kinds: 'kinds', groupIds: 'groups' } as const;
  const changed = Object.entries(fields).filter(([field]) =>
    JSON.stringify(before[field as keyof typeof fields]) !==
      JSON.stringify(after[field as keyof typeof fields])
  ).map(([, words]) => words as string);
  const isOn = after.disabled === null;
  return (before.disabled === null) === isOn ? changed : [...changed, isOn ? 'enabled' : 'disabled'];
}

function missing(): Response {
  return problemResponse('not-found', { detail: 'There is no such webhook or delivery in this account.' });
}

function tooMany(): Response {
  return problemResponse('conflict', {
    detail: `An account has at most ${MOST_WEBHOOKS} webhooks. Delete one first.`,
  });
}

function turnedOff(): Response {
  return problemResponse('conflict', {
    detail: 'This installation sends nothing: whoever runs it has set WEBHOOKS=off.',
  });
}

function disabled(): Response {
  return problemResponse('conflict', { detail: 'The webhook is disabled. Enable it first.' });
}

function rotatedMeanwhile(): Response {
  return problemResponse('conflict', {
    detail: 'Somebody else rotated the secret meanwhile: theirs counts. Rotate again if you need your own.',
  });
}
