import { accountOutput, type SetupInput, setupInput, signInOptions } from '../../../contract/auth.ts';
import { type Operation, operation } from '../../http/operation.ts';
import { problemResponse } from '../../http/problem-response.ts';
import type { Accounts } from '../accounts.ts';
import type { Setup, SetupOutcome } from '../setup.ts';
import type { SignInNewcomer } from './newcomers.ts';
import type { RateLimited } from './rate-limited.ts';

export interface SetupOperationsOptions {
  readonly setup: Setup;
  readonly accounts: Accounts;
  readonly signInNewcomer: SignInNewcomer;
  readonly limited: RateLimited;
  readonly passwordByMail: boolean;
  readonly singleSignOn: boolean;
}

/** What stands before anybody is signed in: how one can sign in, and the first set-up. */
export function setupOperations(options: SetupOperationsOptions): Operation[] {
  const { setup, limited, passwordByMail, singleSignOn } = options;
  return [
    operation({
      method: 'get',
      path: '/api/v1/sign-in',
      name: 'readSignInOptions',
      summary: 'How people sign in here, and whether the first set-up is still to be done.',
      needs: 'anyone',
      answers: { 200: { description: 'The ways to sign in.', schema: signInOptions } },
      handle: async () => Response.json({ setupNeeded: await setup.needed(), passwordByMail, singleSignOn }),
    }),
    operation({
      method: 'post',
      path: '/api/v1/setup',
      name: 'setUp',
      summary: 'The first account and its owner, who is signed in by the answer. Works once.',
      needs: 'anyone',
      body: setupInput,
      answers: { 201: { description: 'The account.', schema: accountOutput } },
      problems: ['forbidden', 'conflict', 'too-many-requests'],
      handle: ({ request, body }) =>
        limited('setup', request, async () => {
          const outcome = await setup.complete(body);
          return outcome.kind === 'done' ? await done(outcome, request, body) : refusal(outcome);
        }),
    }),
  ];

  async function done(
    { accountId }: { accountId: number },
    request: Request,
    { email, password }: SetupInput,
  ) {
    const answer = Response.json(await options.accounts.read(accountId), { status: 201 });
    return await options.signInNewcomer(request, { email, password }, answer);
  }
}

function refusal({ kind }: Exclude<SetupOutcome, { kind: 'done' }>): Response {
  if (kind === 'already_done') {
    return problemResponse('conflict', { detail: 'This installation is set up already. Sign in instead.' });
  }
  const detail =
    'This is not the set-up link. The right one is in the log of the server, which prints it at each start.';
  return problemResponse('forbidden', { detail });
}
