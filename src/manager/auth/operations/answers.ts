import { z } from 'zod';
import type { Principal } from '../../principal.ts';
import { problemResponse } from '../../http/problem-response.ts';

/** The path's `{id}`: of a member, an invitation, a key, a session. */
export const idParameters = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/).meta({ description: 'The id, as the list has it.' }),
});

/** Nothing more to say: 204. */
export const noContent = (): Response => new Response(null, { status: 204 });

export const NO_CONTENT = { description: 'Done.' };

export const notFound = (what: string): Response =>
  problemResponse('not-found', { detail: `There is no such ${what} in this account.` });

/** The refusal to touch or give what only a higher role may. */
export function aboveYou({ role }: Principal): Response {
  const detail = `Your role is ${role}: you can't give a higher one, nor change who has it. Ask an owner.`;
  return problemResponse('forbidden', { detail });
}

/** An answer that sets cookies besides. */
export function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}
