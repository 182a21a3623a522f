import {
  acceptInput,
  invitationCreated,
  invitationInput,
  invitationList,
  invitationOffer,
  invitationToken,
  membershipJoined,
} from '../../../contract/auth.ts';
import { type Operation, operation } from '../../http/operation.ts';
import { problemResponse } from '../../http/problem-response.ts';
import type { AcceptOutcome, Invitations } from '../invitations.ts';
import type { OwnSessions } from '../own-sessions.ts';
import type { SignedInReader } from '../signed-in.ts';
import { aboveYou, idParameters, NO_CONTENT, noContent, notFound } from './answers.ts';
import type { SignInNewcomer } from './newcomers.ts';
import type { RateLimited } from './rate-limited.ts';

export interface InvitationOperationsOptions {
  readonly invitations: Invitations;
  readonly signedIn: SignedInReader;
  readonly ownSessions: OwnSessions;
  readonly signInNewcomer: SignInNewcomer;
  readonly limited: RateLimited;
}

const OF_ACCOUNT = '/api/v1/account/invitations';

/** Inviting, and accepting an invitation. */
export function invitationOperations(options: InvitationOperationsOptions): Operation[] {
  return [...invitingOperations(options.invitations), ...acceptingOperations(options)];
}

function invitingOperations(invitations: Invitations): Operation[] {
  return [
    operation({
      method: 'get',
      path: OF_ACCOUNT,
      name: 'listInvitations',
      summary: 'The invitations that nobody has accepted yet.',
      needs: 'admin',
      answers: { 200: { description: 'The open invitations.', schema: invitationList } },
      handle: async ({ principal }) =>
        Response.json({ invitations: await invitations.list(principal.accountId) }),
    }),
    operation({
      method: 'post',
      path: OF_ACCOUNT,
      name: 'createInvitation',
      summary: 'A link that lets one person join; mailed when mail is configured. Replaces an older one.',
      needs: 'admin',
      body: invitationInput,
      answers: {
        201: { description: 'The invitation and its link, shown this once.', schema: invitationCreated },
      },
      problems: ['forbidden', 'conflict'],
      handle: async ({ principal, body }) => {
        const outcome = await invitations.create(principal, body);
        if (outcome.kind === 'above_you') return aboveYou(principal);
        if (outcome.kind === 'already_member') {
          return problemResponse('conflict', { detail: `${body.email} belongs to this account already.` });
        }
        return Response.json({ invitation: outcome.invitation, ...outcome.link }, { status: 201 });
      },
    }),
    operation({
      method: 'delete',
      path: `${OF_ACCOUNT}/{id}`,
      name: 'revokeInvitation',
      summary: 'The link stops working.',
      needs: 'admin',
      parameters: idParameters,
      answers: { 204: NO_CONTENT },
      handle: async ({ principal, parameters }) =>
        await invitations.revoke(principal, parameters.id) ? noContent() : notFound('invitation'),
    }),
  ];
}

function acceptingOperations(options: InvitationOperationsOptions): Operation[] {
  const { invitations, signedIn, ownSessions, signInNewcomer, limited } = options;
  return [
    operation({
      method: 'post',
      path: '/api/v1/invitations/offer',
      name: 'readInvitationOffer',
      summary: 'What an invitation link offers, to whom.',
      needs: 'anyone',
      body: invitationToken,
      answers: { 200: { description: 'The offer.', schema: invitationOffer } },
      problems: ['not-found', 'too-many-requests'],
      handle: ({ request, body }) =>
        limited('invitation', request, async () => {
          const offer = await invitations.offer(body.token);
          return offer ? Response.json(offer) : refusal({ kind: 'not_open' });
        }),
    }),
    operation({
      method: 'post',
      path: '/api/v1/invitations/accept',
      name: 'acceptInvitation',
      summary: 'Joins the account: a new user by setting a password, one who exists by being signed in.',
      needs: 'anyone',
      body: acceptInput,
      answers: {
        200: { description: 'Joined, signed in, and working in the account.', schema: membershipJoined },
      },
      problems: ['unauthenticated', 'forbidden', 'not-found', 'too-many-requests'],
      handle: ({ request, body }) =>
        limited('invitation', request, async () => {
          const who = await signedIn.read(request.headers);
          const outcome = await invitations.accept({ ...body, signedIn: who?.user });
          if (outcome.kind !== 'joined') return refusal(outcome);
          const { accountId, email } = outcome;
          const answer = Response.json({ account: accountId });
          if (who?.user.email === email) {
            await ownSessions.workIn(who, accountId);
            return answer;
          }
          return await signInNewcomer(request, { email, password: body.password ?? '' }, answer);
        }),
    }),
  ];
}

function refusal(outcome: Exclude<AcceptOutcome, { kind: 'joined' }>): Response {
  switch (outcome.kind) {
    case 'not_open':
      return problemResponse('not-found', {
        detail:
          'This invitation was used, revoked or replaced, or it is older than seven days. Ask for a new one.',
      });
    case 'sign_in_first':
      return problemResponse('unauthenticated', { detail: `Sign in as ${outcome.email} to accept.` });
    case 'password_missing':
      return problemResponse('invalid', {
        detail: 'Choose a password.',
        errors: [{ detail: 'Choose a password.', pointer: '/password' }],
      });
  }
}
