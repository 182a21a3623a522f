import { fetchJson } from '../../../lib/fetch-json.ts';

/** The name that others see beside what one changes. */
export function renameMe(name: { readonly name: string }): Promise<void> {
  return fetchJson('/api/v1/me', { method: 'PUT', body: name });
}
