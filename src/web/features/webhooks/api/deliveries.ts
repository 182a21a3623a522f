import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { DeliveryOutput, DeliveryPage } from '../../../../contract/webhook.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** So that what is tried while somebody looks is seen. */
const LOOK_AGAIN_MS = 3000;

/** What was sent to a webhook, the newest first, a page at a time; of one state, or of all for an empty text. */
export function deliveriesQuery(webhookId: number, state: string) {
  return infiniteQueryOptions({
    queryKey: ['webhooks', webhookId, 'deliveries', state] as const,
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams(state === '' ? {} : { state });
      if (pageParam) search.set('before', String(pageParam));
      return fetchJson<DeliveryPage>(`/api/v1/webhooks/${webhookId}/deliveries?${search}`, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    refetchInterval: LOOK_AGAIN_MS,
    select: ({ pages }) => pages.flatMap(({ deliveries }) => deliveries),
  });
}

export function useDeliveries(webhookId: number, state: string) {
  return useInfiniteQuery(deliveriesQuery(webhookId, state));
}

export function sendAgain(webhookId: number, deliveryId: number): Promise<DeliveryOutput> {
  return fetchJson(`/api/v1/webhooks/${webhookId}/deliveries/${deliveryId}/send-again`, { method: 'POST' });
}
