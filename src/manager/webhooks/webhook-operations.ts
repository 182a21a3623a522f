import { z } from 'zod';
import {
  deliveryOutput,
  deliveryPage,
  deliveryQuery,
  webhookEdit,
  webhookInput,
  webhookList,
  webhookOutput,
  webhookSecret,
} from '../../contract/webhook.ts';
import { numberInPath } from '../groups/group-operations.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { WebhooksApi } from './webhooks-api.ts';

const WEBHOOKS = '/api/v1/webhooks';
const WEBHOOK = `${WEBHOOKS}/{id}`;

const one = z.object({ id: numberInPath('The number of the webhook.') });
const delivery = one.extend({ delivery: numberInPath('The number of the delivery.') });

const SECRET = { description: 'The webhook and its secret, shown this once.', schema: webhookSecret };
const PRESENT = { description: 'The webhook as it is now.', schema: webhookOutput };

/** Where the account's events are sent to. All of it is for admins: the address of a receiver often lets in who knows it. */
export function webhookOperations(api: WebhooksApi): Operation[] {
  return [...ofAccount(api), ...ofOne(api), ...ofDeliveries(api)];
}

function ofAccount(api: WebhooksApi): Operation[] {
  return [
    operation({
      method: 'get',
      path: WEBHOOKS,
      name: 'listWebhooks',
      summary: 'The webhooks of the account, the oldest first, without their secrets.',
      needs: 'admin',
      answers: { 200: { description: 'The webhooks.', schema: webhookList } },
      handle: (call) => api.list(call),
    }),
    operation({
      method: 'post',
      path: WEBHOOKS,
      name: 'createWebhook',
      summary: 'A new webhook. What happens from now on is sent to it.',
      needs: 'admin',
      body: webhookInput,
      answers: { 201: { ...SECRET, headers: { Location: 'The path of the new webhook.' } } },
      problems: ['conflict'],
      handle: (call) => api.create(call, call.body),
    }),
  ];
}

function ofOne(api: WebhooksApi): Operation[] {
  return [
    operation({
      method: 'get',
      path: WEBHOOK,
      name: 'readWebhook',
      summary: 'One webhook.',
      needs: 'admin',
      parameters: one,
      answers: { 200: PRESENT },
      handle: (call) => api.read(call),
    }),
    operation({
      method: 'put',
      path: WEBHOOK,
      name: 'editWebhook',
      summary:
        'Changes what is sent; a missing field keeps. Disabled, it gets nothing; enabled again, what waited.',
      needs: 'admin',
      parameters: one,
      body: webhookEdit,
      answers: { 200: PRESENT },
      handle: (call) => api.edit(call, call.body),
    }),
    operation({
      method: 'delete',
      path: WEBHOOK,
      name: 'deleteWebhook',
      summary: 'Nothing more is sent to it, and its log goes.',
      needs: 'admin',
      parameters: one,
      answers: { 204: { description: 'It is not there any more.' } },
      handle: (call) => api.remove(call),
    }),
    operation({
      method: 'post',
      path: `${WEBHOOK}/rotate-secret`,
      name: 'rotateWebhookSecret',
      summary: 'A new signing secret. For 24 hours the one before signs as well.',
      needs: 'admin',
      parameters: one,
      answers: { 200: SECRET },
      problems: ['conflict'],
      handle: (call) => api.rotateSecret(call),
    }),
    operation({
      method: 'post',
      path: `${WEBHOOK}/test`,
      name: 'testWebhook',
      summary: 'Sends a test at once, also to one that is disabled, and answers how it went.',
      needs: 'admin',
      parameters: one,
      answers: { 200: { description: 'The test, delivered or given up.', schema: deliveryOutput } },
      problems: ['conflict'],
      handle: (call) => api.test(call),
    }),
  ];
}

function ofDeliveries(api: WebhooksApi): Operation[] {
  return [
    operation({
      method: 'get',
      path: `${WEBHOOK}/deliveries`,
      name: 'listWebhookDeliveries',
      summary: 'What was sent to a webhook in the last 14 days, or is to be sent, the newest first.',
      needs: 'admin',
      parameters: one,
      query: deliveryQuery,
      answers: { 200: { description: 'A page of deliveries.', schema: deliveryPage } },
      handle: (call) => api.deliveries(call, call.query),
    }),
    operation({
      method: 'post',
      path: `${WEBHOOK}/deliveries/{delivery}/send-again`,
      name: 'sendWebhookDeliveryAgain',
      summary: 'Tries a delivery at once, with all its tries before it, whatever became of it.',
      needs: 'admin',
      parameters: delivery,
      answers: { 200: { description: 'The delivery, pending.', schema: deliveryOutput } },
      problems: ['conflict'],
      handle: (call) => api.sendAgain(call),
    }),
  ];
}
