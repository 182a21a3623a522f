import { useMutation } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';

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

async function ask<Answer>(url: string, session: string): Promise<Answer> {
  try {
    const body = new URLSearchParams({ 'session.id': session });
    const response = await fetch(url, { method: 'POST', headers: { accept: 'application/json' }, body });
    return await response.json();
  } catch (cause) {
    throw new LinkUnreachableError(url, { cause });
  }
}

/** The link does not lead from this browser to the service, as when the voice platform alone is in its network. */
export class LinkUnreachableError extends Error {
  constructor(url: string, options?: ErrorOptions) {
    super(
      `Nothing answers at ${new URL(url).host} from here. Try the curl command where your application runs.`,
      options,
    );
    this.name = 'LinkUnreachableError';
  }
}
