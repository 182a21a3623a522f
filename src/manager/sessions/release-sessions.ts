import { setImmediate } from 'node:timers/promises';
import type { OpenFilter, OpenSessions } from '../../history/sessions/open-sessions.ts';
import type { Switchboard } from '../../switchboard/switchboard.ts';

/** How many attempts one step ends: no call waits long behind it. */
const SLICE = 500;

/** How many one request ends: so many that few need a second one, so few that its answer comes soon. */
export const MOST_RELEASED = 10_000;

export interface Released {
  readonly released: number;
  /** Whether there may be more that match. */
  readonly more: boolean;
  /** Whether storage failed meanwhile. */
  readonly degraded: boolean;
}

/** Releases the open sessions that match, the oldest first, `MOST_RELEASED` of them at most. */
export async function releaseSessions(
  { sessions, switchboard }: { readonly sessions: OpenSessions; readonly switchboard: Switchboard },
  filter: OpenFilter,
): Promise<Released> {
  const found = await sessions.references(filter, MOST_RELEASED);
  let released = 0;
  for (let start = 0; start < found.length; start += SLICE) {
    const attempts = found.slice(start, start + SLICE);
    const answer = await switchboard.release({ accountId: filter.accountId, attempts });
    released += answer.released;
    if (answer.degraded) return { released, more: true, degraded: true };
    await setImmediate();
  }
  return { released, more: found.length === MOST_RELEASED, degraded: false };
}
