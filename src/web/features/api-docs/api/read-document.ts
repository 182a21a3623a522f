import { queryOptions, useQuery } from '@tanstack/react-query';
import { fetchJson } from '../../../lib/fetch-json.ts';
import type { OpenApiDocument } from '../openapi.ts';

/** The OpenAPI document of the running service: it stays as it is until another release is installed. */
export const documentQuery = queryOptions({
  queryKey: ['openapi'] as const,
  queryFn: ({ signal }) => fetchJson<OpenApiDocument>('/api/openapi.json', { signal }),
  staleTime: Infinity,
});

export function useDocument() {
  return useQuery(documentQuery);
}
