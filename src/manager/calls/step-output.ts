import type { CallStepOutput, DecisionOutput } from '../../contract/call.ts';
import { type Decided, explainDecision } from '../../contract/explain/explain-decision.ts';
import { whyExcluded } from '../../contract/explain/explain-excluded.ts';
import { nameOf } from '../../contract/explain/names.ts';
import { toPercent } from '../../contract/group.ts';
import type { CallStep } from '../../history/calls/calls.ts';
import { DEFAULT_POLICIES } from '../../routing/default-policies.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { CALL } from '../../routing/tally.ts';

/** A step as the REST API gives it. `known` is the group as it was then, unless that version is not to be found. */
export function stepOutputOf(step: CallStep, known: RouteGroup | undefined): CallStepOutput {
  const group = known ?? unknownGroup(step);
  const chosenId = step.kind === 'attempt' ? step.destinationId : undefined;
  const common = {
    id: step.id,
    group: { id: group.id, name: group.name, version: group.version, balance: known?.balance ?? null },
    session: step.session,
    number: step.number,
    at: timeOf(step.atMs),
    node: step.node,
    because: known ? explainDecision(known, decidedIn(step)) : unexplained(step),
    decision: decisionOutputOf(step, group, chosenId),
  };
  if (step.kind === 'refusal') {
    const { kind, reason, lastResort } = step;
    return { kind, ...common, reason, lastResort: lastResort ? group.lastResort ?? '' : null };
  }
  const { kind, destinationId, tried, expiresAtMs, endedAtMs, endReason, outcome, atMs } = step;
  return {
    kind,
    ...common,
    destination: { ...named(group, destinationId), uri: destinationIn(group, destinationId)?.uri ?? '' },
    tried: tried.map((id) => named(group, id)),
    expiresAt: timeOf(expiresAtMs),
    endedAt: endedAtMs === null ? null : timeOf(endedAtMs),
    endReason,
    outcome,
    seconds: endedAtMs === null ? null : Math.max(0, endedAtMs - atMs) / 1000,
  };
}

function decidedIn(step: CallStep): Decided {
  const { atMs, decision } = step;
  return step.kind === 'attempt'
    ? { atMs, decision, verdict: { kind: 'attempt', destinationId: step.destinationId } }
    : { atMs, decision, verdict: { kind: 'refusal', reason: step.reason, lastResort: step.lastResort } };
}

/** Configuration and calls can come from backups of different times. */
function unexplained({ groupId, version }: CallStep): string {
  return `Version ${version} of route group ${groupId} is not to be found, so this can’t be explained.`;
}

function decisionOutputOf(
  { decision, atMs }: CallStep,
  group: RouteGroup,
  chosenId: number | undefined,
): DecisionOutput {
  const { candidates, excluded, others, endedBy } = decision;
  return {
    candidates: candidates.map(({ destinationId, weight, counted, deficit, heldBack }) => ({
      ...placed(group, destinationId, weight),
      weight: toPercent(weight),
      active: counted,
      deficit: deficit / CALL,
      heldBack,
      chosen: destinationId === chosenId,
    })),
    excluded: excluded.map((each) => ({
      ...placed(group, each.destinationId, 0),
      reason: each.reason,
      until: each.untilMs === null ? null : timeOf(each.untilMs),
      per: each.per,
      shared: each.shared,
      because: whyExcluded(group, each, atMs),
    })),
    others,
    endedBy,
  };
}

/** Where a destination stood in its group. */
function placed(group: RouteGroup, id: number, basisPoints: number) {
  const then = destinationIn(group, id);
  return { ...named(group, id), tier: then?.tier ?? 1, percent: toPercent(then?.basisPoints ?? basisPoints) };
}

function named(group: RouteGroup, id: number) {
  return { id, name: nameOf(group, id) };
}

function destinationIn({ destinations }: RouteGroup, destinationId: number) {
  return destinations.find(({ id }) => id === destinationId);
}

function unknownGroup({ groupId, version }: CallStep): RouteGroup {
  return {
    ...DEFAULT_POLICIES,
    ...{ id: groupId, accountId: 0, key: '', version, name: '', balance: 'active' },
    ...{ sessionTtlSeconds: 0, retryWindowSeconds: 0, destinations: [] },
  };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
