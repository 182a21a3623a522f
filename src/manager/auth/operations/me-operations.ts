import {
  activeAccountInput,
  type MembershipOutput,
  type MeOutput,
  meOutput,
  nameInput,
  sessionList,
} from '../../../contract/auth.ts';
import type { Call } from '../../http/operation.ts';
import { type Operation, operation } from '../../http/operation.ts';
import { problemResponse } from '../../http/problem-response.ts';
import type { Authenticator, Principal } from '../../principal.ts';
import type { Accounts } from '../accounts.ts';
import type { OwnSessions } from '../own-sessions.ts';
import type { SignedIn, SignedInReader } from '../signed-in.ts';
import { idParameters, NO_CONTENT, noContent, withCookies } from './answers.ts';

export interface MeOperationsOptions {
  readonly authenticator: Authenticator;
  readonly accounts: Accounts;
  readonly signedIn: SignedInReader;
  readonly ownSessions: OwnSessions;
}

const ME = '/api/v1/me';

/** What everybody may see and do of themselves. */
export function meOperations(
  { authenticator, accounts, signedIn, ownSessions }: MeOperationsOptions,
): Operation[] {
  /** The session may have ended since the door let it in. */
  async function asUser({ request }: Pick<Call, 'request'>, work: (who: SignedIn) => Promise<Response>) {
    const who = await signedIn.read(request.headers);
    return who ? await work(who) : nobody();
  }

  async function meOf(request: Request): Promise<MeOutput | undefined> {
    const principal = await authenticator.authenticate(request);
    if (principal?.actor.kind === 'key') return await keyOutputOf(principal);
    const who = await signedIn.read(request.headers);
    return who && await userOutputOf(who);
  }

  async function keyOutputOf({ accountId, role, actor: { id, name } }: Principal): Promise<MeOutput> {
    const memberships = await membershipsOf([{ accountId, role }]);
    const active = memberships[0] ?? null;
    return { kind: 'key', id, name, email: null, twoFactorEnabled: false, active, memberships };
  }

  async function userOutputOf({ user, memberships, active }: SignedIn): Promise<MeOutput> {
    const { id, name, email, twoFactorEnabled } = user;
    const outputs = await membershipsOf(memberships);
    return {
      kind: 'user',
      id,
      name,
      email,
      twoFactorEnabled: twoFactorEnabled ?? false,
      active: outputs.find(({ account }) => account.id === active?.accountId) ?? null,
      memberships: outputs,
    };
  }

  async function membershipsOf(
    of: readonly Pick<Principal, 'accountId' | 'role'>[],
  ): Promise<MembershipOutput[]> {
    const roles = new Map(of.map(({ accountId, role }) => [accountId, role]));
    return (await accounts.list([...roles.keys()])).flatMap((account) => {
      const role = roles.get(account.id);
      return role ? [{ account, role }] : [];
    });
  }

  return [
    operation({
      method: 'get',
      path: ME,
      name: 'readMe',
      summary: 'Who is asking, in which account, and the accounts to switch to.',
      // Not a role: somebody removed from the last account is still signed in, and has to be told.
      needs: 'anyone',
      answers: { 200: { description: 'Who is asking.', schema: meOutput } },
      problems: ['unauthenticated'],
      handle: async ({ request }) => {
        const me = await meOf(request);
        if (!me) return nobody();
        // Every visit of the page begins by asking this, so sessions that are in use do not end.
        const cookies = me.kind === 'user' ? await signedIn.prolong(request.headers) : [];
        return withCookies(Response.json(me), cookies);
      },
    }),
    operation({
      method: 'put',
      path: ME,
      name: 'renameMe',
      summary: 'The name that others see beside what the user does.',
      needs: 'viewer',
      signedInOnly: true,
      body: nameInput,
      answers: { 204: NO_CONTENT },
      handle: (call) =>
        asUser(call, async (who) => {
          await ownSessions.rename(who, call.body.name);
          return noContent();
        }),
    }),
    operation({
      method: 'put',
      path: `${ME}/account`,
      name: 'switchAccount',
      summary: 'The account that this session works in from now on.',
      needs: 'viewer',
      signedInOnly: true,
      body: activeAccountInput,
      answers: { 204: NO_CONTENT },
      problems: ['not-found'],
      handle: (call) =>
        asUser(
          call,
          async (who) =>
            await ownSessions.workIn(who, call.body.account) ? noContent() : problemResponse('not-found', {
              detail: `You do not belong to an account ${call.body.account}.`,
            }),
        ),
    }),
    operation({
      method: 'get',
      path: `${ME}/sessions`,
      name: 'listSessions',
      summary: 'Where the user is signed in, the newest first.',
      needs: 'viewer',
      signedInOnly: true,
      answers: { 200: { description: 'The sessions.', schema: sessionList } },
      handle: (call) => asUser(call, async (who) => Response.json({ sessions: await ownSessions.list(who) })),
    }),
    operation({
      method: 'delete',
      path: `${ME}/sessions`,
      name: 'endOtherSessions',
      summary: 'Signs the user out everywhere else.',
      needs: 'viewer',
      signedInOnly: true,
      answers: { 204: NO_CONTENT },
      handle: (call) =>
        asUser(call, async (who) => {
          await ownSessions.endOthers(who);
          return noContent();
        }),
    }),
    operation({
      method: 'delete',
      path: `${ME}/sessions/{id}`,
      name: 'endSession',
      summary: 'Signs the user out in one place.',
      needs: 'viewer',
      signedInOnly: true,
      parameters: idParameters,
      answers: { 204: NO_CONTENT },
      handle: (call) =>
        asUser(
          call,
          async (who) =>
            await ownSessions.end(who, call.parameters.id)
              ? noContent()
              : problemResponse('not-found', { detail: 'There is no such session.' }),
        ),
    }),
  ];
}

const nobody = () => problemResponse('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
