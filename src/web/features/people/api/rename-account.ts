import type { AccountOutput } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

export function renameAccount(name: { readonly name: string }): Promise<AccountOutput> {
  return fetchJson('/api/v1/account', { method: 'PUT', body: name });
}
