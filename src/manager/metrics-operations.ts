import { z } from 'zod';
import { type Operation, operation } from './http/operation.ts';
import { shared } from './shared.ts';

export interface MetricsOptions {
  /** What Prometheus is told, in its text format. */
  readonly metrics: () => Promise<string>;
}

/** Prometheus' text format 0.0.4. */
const MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What Prometheus reads: as its scrapers expect without a credential, and therefore without a name of anybody's. */
export function metricsOperations({ metrics }: MetricsOptions): Operation[] {
  const text = shared(metrics);
  return [
    operation({
      method: 'get',
      path: '/metrics',
      name: 'readMetrics',
      summary: 'What happens to calls, for Prometheus.',
      needs: 'anyone',
      answers: {
        200: { description: "Prometheus' text format.", schema: z.string(), mediaType: MEDIA_TYPE },
      },
      handle: async () => new Response(await text(), { headers: { 'content-type': MEDIA_TYPE } }),
    }),
  ];
}
