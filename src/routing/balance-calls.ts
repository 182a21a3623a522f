import type { Choice } from './choice.ts';
import { bookCredit, wholeOf } from './credit.ts';
import type { Lane } from './ledger.ts';
import { CALL } from './tally.ts';

/**
 * The rule `calls`: chooses the lane to which most calls are owed, unless a deadline says otherwise, and books the call.
 * Deterministic, integer-only, O(n); `lanes` are the eligible ones and not empty.
 *
 * While the eligible lanes stay the same, no destination is ever a whole call away from its quota: the deadlines are
 * those of Tijdeman's chairman assignment (Discrete Mathematics 32, 1980), whose bound is 1 − 1/(2n−2) calls.
 */
export function chooseCalls(lanes: readonly Lane[]): Choice {
  const whole = wholeOf(lanes);
  const bound = lanes.length === 1 ? CALL : CALL - Math.floor(CALL / (2 * lanes.length - 2));
  const claims = lanes.map((lane) => claimOf(lane, whole));
  const { claim: { lane }, among } = chooseClaim(claims, bound);
  bookCredit(lanes, whole, lane);
  return {
    lane,
    deficits: claims.map(({ owed }) => owed),
    among: among === claims ? lanes : among.map((claim) => claim.lane),
  };
}

/** What a lane may claim of the next call, in micro-calls. */
interface Claim {
  readonly lane: Lane;
  /** Its share of one call. */
  readonly share: number;
  /** What it is owed once this call has been shared out. */
  readonly owed: number;
}

function claimOf(lane: Lane, whole: number): Claim {
  const share = Math.max(1, Math.floor((CALL * lane.weight) / whole));
  return { lane, share, owed: lane.tally.credit + share };
}

/**
 * Exclusions can leave every lane ahead of its quota; then the least far ahead is chosen, as by plain largest deficit.
 */
function chooseClaim(claims: readonly Claim[], bound: number): { claim: Claim; among: readonly Claim[] } {
  const entitled = claims.filter(({ owed }) => owed >= CALL - bound);
  if (entitled.length === 0) return { claim: mostOwed(claims), among: claims };
  const urgency = tightest(claims, bound);
  const urgent = entitled.filter((claim) => slack(claim, bound) <= urgency);
  if (urgent.length > 0) return { claim: mostOwed(urgent), among: urgent };
  const claim = nearestDeadline(entitled, bound);
  return { claim, among: [claim] };
}

/** How many calls may go elsewhere before the `later`-th next call of this claim is overdue. */
function slack({ share, owed }: Claim, bound: number, later = 0): number {
  return Math.floor((bound - owed + later * CALL) / share);
}

/**
 * The smallest m such that the next m calls can't serve all that is due within them (m+1 owed calls with slack ≤ m):
 * one of those claims has to be served now. Infinity when nothing presses.
 */
function tightest(claims: readonly Claim[], bound: number): number {
  const due = new Array<number>(claims.length + 1).fill(0);
  for (const claim of claims) countDue(claim, bound, due);
  let soFar = 0;
  for (let m = 0; m < due.length; m++) {
    soFar += due[m];
    if (soFar > m) return m;
  }
  return Infinity;
}

/** Adds the calls owed to a claim to the number that is due at each slack. */
function countDue(claim: Claim, bound: number, due: number[]) {
  for (let later = 0; later < due.length; later++) {
    const at = slack(claim, bound, later);
    if (at >= due.length) return;
    due[Math.max(0, at)] += 1;
  }
}

function mostOwed(claims: readonly Claim[]): Claim {
  return claims.reduce((best, claim) => claim.owed > best.owed ? claim : best);
}

function nearestDeadline(claims: readonly Claim[], bound: number): Claim {
  return claims.reduce((best, claim) =>
    (bound - claim.owed) * best.share < (bound - best.owed) * claim.share ? claim : best
  );
}
