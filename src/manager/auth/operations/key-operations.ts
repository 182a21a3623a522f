import { keyCreated, keyInput, keyList } from '../../../contract/auth.ts';
import { mayAct } from '../../../contract/roles.ts';
import { type Operation, operation } from '../../http/operation.ts';
import type { ApiKeys } from '../api-keys.ts';
import { aboveYou, idParameters, NO_CONTENT, noContent, notFound } from './answers.ts';

const KEYS = '/api/v1/account/keys';

/** The API keys of the account. */
export function keyOperations(keys: ApiKeys): Operation[] {
  return [
    operation({
      method: 'get',
      path: KEYS,
      name: 'listKeys',
      summary: 'The API keys of the account, by name.',
      needs: 'admin',
      answers: { 200: { description: 'The keys, without their secrets.', schema: keyList } },
      handle: async ({ principal }) => Response.json({ keys: await keys.list(principal.accountId) }),
    }),
    operation({
      method: 'post',
      path: KEYS,
      name: 'createKey',
      summary: 'A new API key, with a role up to that of who asks.',
      needs: 'admin',
      body: keyInput,
      answers: { 201: { description: 'The key and its secret, shown this once.', schema: keyCreated } },
      problems: ['forbidden'],
      handle: async ({ principal, body }) => {
        if (!mayAct(principal.role, body.role)) return aboveYou(principal);
        const { accountId, actor } = principal;
        return Response.json(await keys.create({ ...body, accountId, actor }), { status: 201 });
      },
    }),
    operation({
      method: 'delete',
      path: `${KEYS}/{id}`,
      name: 'revokeKey',
      summary: 'The key stops: at once here, within five seconds on other nodes.',
      needs: 'admin',
      parameters: idParameters,
      answers: { 204: NO_CONTENT },
      handle: async ({ principal: { accountId, actor }, parameters }) =>
        await keys.revoke(accountId, parameters.id, actor) ? noContent() : notFound('key'),
    }),
  ];
}
