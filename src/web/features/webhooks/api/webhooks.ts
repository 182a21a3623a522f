import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  DeliveryOutput,
  WebhookEdit,
  WebhookInput,
  WebhookList,
  WebhookOutput,
  WebhookSecret,
} from '../../../../contract/webhook.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const WEBHOOKS = '/api/v1/webhooks';

/** Others may see it fail, or it may be disabled, while somebody looks. */
const LOOK_AGAIN_MS = 15_000;

/** The webhooks of the account, the oldest first, and where this installation sends. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'] as const,
  queryFn: ({ signal }) => fetchJson<WebhookList>(WEBHOOKS, { signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export function useWebhooks() {
  return useQuery(webhooksQuery);
}

export function createWebhook(webhook: WebhookInput): Promise<WebhookSecret> {
  return fetchJson(WEBHOOKS, { method: 'POST', body: webhook });
}

export function editWebhook(id: number, edit: WebhookEdit): Promise<WebhookOutput> {
  return fetchJson(`${WEBHOOKS}/${id}`, { method: 'PUT', body: edit });
}

export function deleteWebhook(id: number): Promise<void> {
  return fetchJson(`${WEBHOOKS}/${id}`, { method: 'DELETE' });
}

export function rotateSecret(id: number): Promise<WebhookSecret> {
  return fetchJson(`${WEBHOOKS}/${id}/rotate-secret`, { method: 'POST' });
}

export function sendTest(id: number): Promise<DeliveryOutput> {
  return fetchJson(`${WEBHOOKS}/${id}/test`, { method: 'POST' });
}

/** Something that is done to webhooks, after which their list and their logs are read again. */
export function useDoing<Asked, Answer>(doing: (asked: Asked) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: doing,
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
}
