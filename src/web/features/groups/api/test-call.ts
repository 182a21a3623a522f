import { useMutation } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { UnreachableError } from '../../../lib/fetch-json.ts';

/** What the route URL answered, as a voice application reads it. */
export interface TestCall {
  readonly session: string;
  readonly route: RouteAnswer;
  /** How many places were given back; undefined when none was taken. */
  readonly completed: number | undefined;
}

export type RouteAnswer =
  | { readonly success: true; readonly destination: string; readonly name: string }
  | { readonly success: false; readonly error: string; readonly message: string };

/** Asks the route URL as a voice application does, then reports the session complete, so that no place stays taken. */
export async function placeTestCall({ url, completeUrl }: GroupOutput): Promise<TestCall> {
  const session = `test-call-${crypto.randomUUID()}`;
  const route = await ask<RouteAnswer>(url, session);
  if (!route.success) return { session, route, completed: undefined };
  const { completed } = await ask<{ completed?: number }>(completeUrl, session);
  return { session, route, completed };
}

export function useTestCall() {
  return useMutation({ mutationFn: placeTestCall });
}

/** The page may ask its own origin only, and the links may name the service by another host name: so by path. */
async function ask<Answer>(url: string, session: string): Promise<Answer> {
  const response = await fetch(new URL(url).pathname, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ 'session.id': session }),
  }).catch((cause) => {
    throw new UnreachableError({ cause });
  });
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) throw new ElsewhereError();
  return await response.json();
}

/** The installation answers voice applications on a listener of its own (`WS_PORT`), which pages can't ask. */
export class ElsewhereError extends Error {
  constructor() {
    super('This server answers voice applications at another address. Use the curl command above instead.');
    this.name = 'ElsewhereError';
  }
}
