import type { EndedAttempt } from '../end.ts';
import type { Verdict } from '../ending.ts';
import type { Lane, Ledger } from '../ledger.ts';
import { settle, settleAgainAt } from '../settle.ts';
import { failureEvidence, noteFailure, noteSuccess } from './failures.ts';
import { backSinceMs, eject, type Health, isOut, isProbeUp, newHealth, returnToService } from './health.ts';
import type { FailureEvidence, HealthEvent, ReturnEvidence } from './health-event.ts';
import { canSpare } from './panic.ts';

/** The longest ejection takes so many times as long as the first one. */
const MOST_TIMES = 10;

const NONE: readonly HealthEvent[] = [];

/** A lane whose health is at issue, at a moment. */
interface Case {
  readonly ledger: Ledger;
  readonly lane: Lane;
  readonly health: Health;
  readonly nowMs: number;
}

/** What the end of an attempt changes for its destination. Attempts from before its last change prove nothing. */
export function judgeEnd(
  ledger: Ledger,
  lane: Lane,
  attempt: EndedAttempt,
  verdict: Verdict,
  nowMs: number,
): readonly HealthEvent[] {
  const { tally } = lane;
  if (ledger.group.health.mode === 'off') return NONE;
  if (tally.health === undefined && verdict !== 'failed') return NONE;
  const at: Case = { ledger, lane, health: tally.health ??= newHealth(), nowMs };
  const returned = noticeProbeUp(at);
  const isInService = at.health.untilMs === 0;
  return [...returned, ...(isInService ? judgeService : judgeTrial)(at, attempt, verdict)];
}

/** What a placement changes for its destination: the first one after an ejection is its trial. */
export function judgePlacement(
  ledger: Ledger,
  lane: Lane,
  attemptId: number,
  nowMs: number,
): readonly HealthEvent[] {
  const { health } = lane.tally;
  if (ledger.group.health.mode === 'off' || health === undefined) return NONE;
  if (health.untilMs === 0 || nowMs < health.untilMs) return NONE;
  const at: Case = { ledger, lane, health, nowMs };
  if (isProbeUp(health, nowMs)) return noticeProbeUp(at);
  if (health.probe !== 0) return NONE;
  health.probe = attemptId;
  health.probeAtMs = nowMs;
  settleAgainAt(ledger, nowMs);
  return [{ ...eventAt(at), kind: 'trial', attemptId }];
}

function judgeService(at: Case, { openedAtMs }: EndedAttempt, verdict: Verdict): readonly HealthEvent[] {
  const { ledger, lane: { tally }, health } = at;
  if (openedAtMs < health.sinceMs || verdict === 'neither') return NONE;
  if (verdict === 'served') {
    noteSuccess(health, tally.placed, ledger.group.health);
    if (health.failures === 0 && ejectionsLeft(at) === 0) tally.health = undefined;
    return NONE;
  }
  noteFailure(health, tally.placed, ledger.group.health);
  const because = failureEvidence(health, tally.placed, ledger.group.health);
  if (because === undefined) return NONE;
  return isSpareable(at) ? ejectFor(at, because) : spare(at, because);
}

function judgeTrial(at: Case, attempt: EndedAttempt, verdict: Verdict): readonly HealthEvent[] {
  const { health } = at;
  if (attempt.openedAtMs < health.untilMs) return NONE;
  if (verdict === 'failed') return ejectFor(at, { rule: 'trial', attemptId: attempt.id });
  if (verdict === 'served') return putBack(at, { rule: 'served', attemptId: attempt.id }, at.nowMs);
  if (attempt.id === health.probe) {
    health.probe = 0;
    settleAgainAt(at.ledger, at.nowMs);
  }
  return NONE;
}

function noticeProbeUp(at: Case): readonly HealthEvent[] {
  const { health, nowMs } = at;
  if (!isProbeUp(health, nowMs)) return NONE;
  return putBack(at, { rule: 'still_up', attemptId: health.probe }, backSinceMs(health));
}

function ejectFor(at: Case, because: FailureEvidence): readonly HealthEvent[] {
  const { ledger, health, nowMs } = at;
  const ejections = ejectionsLeft(at) + 1;
  const untilMs = nowMs + Math.min(ejections, MOST_TIMES) * ejectMs(ledger);
  eject(health, ejections, untilMs, nowMs);
  settleAgainAt(ledger, nowMs);
  return [{ ...eventAt(at), kind: 'ejected', because, untilMs, ejections }];
}

/** As many failures again have to come before it is at issue the next time; it is told at most once an ejection. */
function spare(at: Case, because: FailureEvidence): readonly HealthEvent[] {
  const { ledger, health, nowMs } = at;
  Object.assign(health, { streak: 0, failures: 0 });
  if (nowMs < health.toldUntilMs) return NONE;
  health.toldUntilMs = nowMs + ejectMs(ledger);
  return [{ ...eventAt(at), kind: 'spared', because }];
}

function putBack(at: Case, because: ReturnEvidence, sinceMs: number): readonly HealthEvent[] {
  returnToService(at.health, sinceMs);
  settleAgainAt(at.ledger, at.nowMs);
  return [{ ...eventAt(at), kind: 'returned', because }];
}

function isSpareable({ ledger, lane, nowMs }: Case): boolean {
  settle(ledger, nowMs);
  const tier = ledger.tiers.find((lanes) => lanes.includes(lane))!;
  return canSpare(ledger, tier, (each) => each === lane || isOut(each.tally.health, nowMs));
}

/** Time in service makes up for ejections: the longest one for one. */
function ejectionsLeft({ ledger, health: { ejections, untilMs, sinceMs }, nowMs }: Case): number {
  if (untilMs !== 0) return ejections;
  return Math.max(0, ejections - Math.floor((nowMs - sinceMs) / (MOST_TIMES * ejectMs(ledger))));
}

function ejectMs({ group }: Ledger): number {
  return group.health.ejectSeconds * 1000;
}

function eventAt({ ledger, lane, nowMs }: Case) {
  const isObserved = ledger.group.health.mode === 'observe';
  return { destinationId: lane.destination.id, atMs: nowMs, isObserved };
}
