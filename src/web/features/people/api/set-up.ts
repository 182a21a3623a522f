import type { AccountOutput, SetupInput } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** Makes the first account and its owner, who is then signed in. */
export function setUp(input: SetupInput): Promise<AccountOutput> {
  return fetchJson('/api/v1/setup', { method: 'POST', body: input });
}
