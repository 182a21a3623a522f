import { accountInput, accountOutput } from '../../../contract/auth.ts';
import { type Operation, operation } from '../../http/operation.ts';
import { problemResponse } from '../../http/problem-response.ts';
import { type Accounts, FIRST_ACCOUNT } from '../accounts.ts';
import { notFound } from './answers.ts';

const ACCOUNT = { description: 'The account.', schema: accountOutput };

/** The account of who asks, and further ones. */
export function accountOperations(accounts: Accounts): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/api/v1/account',
      name: 'readAccount',
      summary: 'The account of who asks.',
      needs: 'viewer',
      answers: { 200: ACCOUNT },
      handle: async ({ principal }) => Response.json(await accounts.read(principal.accountId)),
    }),
    operation({
      method: 'put',
      path: '/api/v1/account',
      name: 'renameAccount',
      summary: "The account's name.",
      needs: 'admin',
      body: accountInput,
      answers: { 200: ACCOUNT },
      handle: async ({ principal: { accountId, actor }, body }) => {
        const account = await accounts.rename(accountId, body.name, actor);
        return account ? Response.json(account) : notFound('account');
      },
    }),
    operation({
      method: 'post',
      path: '/api/v1/accounts',
      name: 'openAccount',
      summary: 'A further account, owned by who asks: an owner of account 1, which runs the installation.',
      needs: 'owner',
      signedInOnly: true,
      body: accountInput,
      answers: { 201: ACCOUNT },
      problems: ['forbidden'],
      handle: async ({ principal: { accountId, actor }, body }) => {
        if (accountId !== FIRST_ACCOUNT) return onlyTheFirst();
        return Response.json(await accounts.open(body.name, actor.id, actor), { status: 201 });
      },
    }),
  ];
}

function onlyTheFirst(): Response {
  const detail = `Only an owner of account ${FIRST_ACCOUNT}, while working in it, opens further accounts.`;
  return problemResponse('forbidden', { detail });
}
