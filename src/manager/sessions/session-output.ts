import type { OpenSessionOutput, OpenSessionPageOutput } from '../../contract/open-session.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import { AGE_LIMITS_MS, type OpenPosition, type OpenSession } from '../../history/sessions/open-sessions.ts';

/** An open session as the REST API gives it; `group` is the one that it is in. */
export function openSessionOf(
  session: OpenSession,
  group: GroupRecord['group'] | undefined,
  nowMs: number,
): OpenSessionOutput {
  const { id, groupId, destinationId, number, openedAtMs, expiresAtMs, node } = session;
  const destination = group?.destinations.find((each) => each.id === destinationId);
  return {
    id,
    session: session.session,
    group: { id: groupId, name: group?.name ?? '' },
    destination: { id: destinationId, name: destination?.name ?? null },
    attempt: number,
    openedAt: new Date(openedAtMs).toISOString(),
    ageSeconds: Math.max(0, Math.floor((nowMs - openedAtMs) / 1000)),
    expiresAt: new Date(expiresAtMs).toISOString(),
    node,
  };
}

/** Counts as `OpenSessions.ages` gives them, each with the age that bounds it. */
export function ageCountsOf(counts: readonly number[]): OpenSessionPageOutput['ages'] {
  return counts.map((sessions, index) => {
    const limitMs = AGE_LIMITS_MS.at(index);
    return { underSeconds: limitMs === undefined ? null : limitMs / 1000, sessions };
  });
}

export function writePosition({ openedAtMs, id }: OpenPosition): string {
  return `${openedAtMs}_${id}`;
}

/** The opposite of what a page's `next` is. */
export function readPosition(text: string): OpenPosition {
  const [openedAtMs, id] = text.split('_').map(Number);
  return { openedAtMs, id };
}
