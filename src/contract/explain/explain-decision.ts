import type { Decision } from '../../routing/decision.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { explainChoice } from './explain-choice.ts';
import { explainExcluded, listExcluded } from './explain-excluded.ts';

/** A group as it was when it decided, as far as an explanation needs it. */
export type GroupThen = Pick<
  RouteGroup,
  'balance' | 'timeZone' | 'destinations' | 'sharedCaps' | 'maxAttempts' | 'lastResort'
>;

/** What was decided, and when. */
export interface Decided {
  readonly atMs: number;
  readonly decision: Decision;
  readonly verdict:
    | { readonly kind: 'attempt'; readonly destinationId: number }
    | { readonly kind: 'refusal'; readonly reason: Refusal; readonly lastResort: boolean };
}

/**
 * Why a call went where it did, or nowhere, in a few plain sentences: the one explanation that API, command line and
 * page show. It says no more than what the record proves; times are in the group's time zone or the destination's.
 */
export function explainDecision(group: GroupThen, { atMs, decision, verdict }: Decided): string {
  if (verdict.kind === 'refusal') return explainRefusal(group, decision, verdict, atMs);
  return [
    ...explainChoice(group, decision, verdict.destinationId),
    ...explainExcluded(group, decision, verdict.destinationId, atMs),
  ].join(' ');
}

function explainRefusal(
  group: GroupThen,
  decision: Decision,
  { reason, lastResort }: Decided['verdict'] & { kind: 'refusal' },
  atMs: number,
): string {
  const why = decision.excluded.length > 0
    ? `Nothing could take the call: ${listExcluded(group, decision.excluded, atMs, decision.others)}.`
    : whyNothing(group, decision.endedBy, reason);
  return lastResort ? `${why} It got the group’s last resort, ${group.lastResort}.` : why;
}

/** No destination was even looked at. */
function whyNothing({ maxAttempts }: GroupThen, endedBy: Outcome | null, reason: Refusal): string {
  if (endedBy !== null) return `Nothing else is tried after the outcome “${endedBy.replaceAll('_', ' ')}”.`;
  if (reason !== 'exhausted') return 'The group had no destination.';
  const most = maxAttempts === 1 ? 'its one attempt' : `its ${maxAttempts} attempts`;
  return `The call had had ${most}, the most that the group makes.`;
}
