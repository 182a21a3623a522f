import { memberInput, memberList, memberOutput, secretLink } from '../../../contract/auth.ts';
import { type Operation, operation } from '../../http/operation.ts';
import { problemResponse } from '../../http/problem-response.ts';
import type { Principal } from '../../principal.ts';
import type { MemberOutcome, Members } from '../members.ts';
import type { Recovery, RecoveryRefusal } from '../recovery.ts';
import { aboveYou, idParameters, NO_CONTENT, noContent, notFound } from './answers.ts';

const MEMBERS = '/api/v1/account/members';
const MEMBER = `${MEMBERS}/{id}`;

/** Who belongs to the account, and as what. */
export function memberOperations(members: Members, recovery: Recovery): Operation[] {
  return [
    operation({
      method: 'get',
      path: MEMBERS,
      name: 'listMembers',
      summary: 'The members of the account, by role.',
      needs: 'viewer',
      answers: { 200: { description: 'The members.', schema: memberList } },
      handle: async ({ principal }) => Response.json({ members: await members.list(principal.accountId) }),
    }),
    operation({
      method: 'put',
      path: MEMBER,
      name: 'changeMemberRole',
      summary: "A member's role. Nobody changes or gives a role above their own; one owner always stays.",
      needs: 'admin',
      parameters: idParameters,
      body: memberInput,
      answers: { 200: { description: 'The member as it is now.', schema: memberOutput } },
      problems: ['forbidden', 'conflict'],
      handle: async ({ principal, parameters, body }) => {
        const outcome = await members.changeRole(principal, parameters.id, body.role);
        return outcome.kind === 'done' ? Response.json(outcome.member) : refusal(outcome, principal);
      },
    }),
    operation({
      method: 'delete',
      path: MEMBER,
      name: 'removeMember',
      summary:
        'Removes a member from the account, or lets members remove themselves. One owner always stays.',
      needs: 'viewer',
      parameters: idParameters,
      answers: { 204: NO_CONTENT },
      problems: ['forbidden', 'conflict'],
      handle: async ({ principal, parameters }) => {
        const outcome = await members.remove(principal, parameters.id);
        return outcome.kind === 'done' ? noContent() : refusal(outcome, principal);
      },
    }),
    operation({
      method: 'post',
      path: `${MEMBER}/password-link`,
      name: 'createPasswordLink',
      summary: 'A link with which the member sets a new password, mailed to them when mail is configured.',
      needs: 'admin',
      parameters: idParameters,
      answers: { 201: { description: 'The link, shown this once.', schema: secretLink } },
      problems: ['forbidden'],
      handle: async ({ principal, parameters }) => {
        const outcome = await recovery.passwordLink(principal, parameters.id);
        return outcome.kind === 'done' ? Response.json(outcome.link, { status: 201 }) : noHelp(outcome);
      },
    }),
    operation({
      method: 'delete',
      path: `${MEMBER}/two-factor`,
      name: 'removeTwoFactor',
      summary: 'Lets a member sign in without the second factor, after the authenticator was lost.',
      needs: 'admin',
      parameters: idParameters,
      answers: { 204: NO_CONTENT },
      problems: ['forbidden'],
      handle: async ({ principal, parameters }) => {
        const outcome = await recovery.removeTwoFactor(principal, parameters.id);
        return outcome.kind === 'done' ? noContent() : noHelp(outcome);
      },
    }),
  ];
}

function refusal({ kind }: Exclude<MemberOutcome, { kind: 'done' }>, principal: Principal): Response {
  if (kind === 'missing') return notFound('member');
  if (kind === 'above_you') return aboveYou(principal);
  const detail = 'This is the only owner of the account. Make somebody else an owner first.';
  return problemResponse('conflict', { detail });
}

function noHelp({ kind }: RecoveryRefusal): Response {
  if (kind === 'missing') return notFound('member');
  const detail =
    'In this or another account this member has rights that you do not have. An owner there can help.';
  return problemResponse('forbidden', { detail });
}
