import type { Candidate, Decision, Excluded } from './decision.ts';
import type { Outcome } from './outcome.ts';
import type { Period } from './policies.ts';

type CandidateRow = [
  destinationId: number,
  weight: number,
  counted: number,
  deficit: number,
  heldBack: 0 | 1,
];
/** What is null in nearly all of them is left out at the end. */
type ExcludedRow = [
  destinationId: number,
  reason: Excluded['reason'],
  untilMs: number | null,
  per?: Period | null,
  shared?: string | null,
];
type DecisionRow = [candidates: CandidateRow[], excluded: ExcludedRow[], others: number, endedBy?: Outcome];

/** A decision as both engines store it, in few bytes: one is kept for every attempt. */
export function writeDecision({ candidates, excluded, others, endedBy }: Decision): string {
  const row: DecisionRow = [candidates.map(candidateRow), excluded.map(excludedRow), others];
  if (endedBy !== null) row.push(endedBy);
  return JSON.stringify(row);
}

/** The opposite of `writeDecision`. */
export function readDecision(text: string): Decision {
  const [candidates, excluded, others, endedBy = null] = JSON.parse(text) as DecisionRow;
  return { candidates: candidates.map(candidateOf), excluded: excluded.map(excludedOf), others, endedBy };
}

function candidateRow({ destinationId, weight, counted, deficit, heldBack }: Candidate): CandidateRow {
  return [destinationId, weight, counted, deficit, heldBack ? 1 : 0];
}

function candidateOf([destinationId, weight, counted, deficit, heldBack]: CandidateRow): Candidate {
  return { destinationId, weight, counted, deficit, heldBack: heldBack === 1 };
}

function excludedRow({ destinationId, reason, untilMs, per, shared }: Excluded): ExcludedRow {
  if (shared !== null) return [destinationId, reason, untilMs, per, shared];
  return per === null ? [destinationId, reason, untilMs] : [destinationId, reason, untilMs, per];
}

function excludedOf([destinationId, reason, untilMs, per = null, shared = null]: ExcludedRow): Excluded {
  return { destinationId, reason, untilMs, per, shared };
}
