import type { Candidate, Decision, Excluded } from './decision.ts';

type CandidateRow = [
  destinationId: number,
  weight: number,
  counted: number,
  deficit: number,
  heldBack: 0 | 1,
];
type ExcludedRow = [destinationId: number, reason: Excluded['reason'], untilMs: number | null];
type DecisionRow = [candidates: CandidateRow[], excluded: ExcludedRow[], others: number];

/** A decision as both engines store it, in few bytes: one is kept for every attempt. */
export function writeDecision({ candidates, excluded, others }: Decision): string {
  return JSON.stringify([candidates.map(candidateRow), excluded.map(excludedRow), others]);
}

/** The opposite of `writeDecision`. */
export function readDecision(text: string): Decision {
  const [candidates, excluded, others] = JSON.parse(text) as DecisionRow;
  return { candidates: candidates.map(candidateOf), excluded: excluded.map(excludedOf), others };
}

function candidateRow({ destinationId, weight, counted, deficit, heldBack }: Candidate): CandidateRow {
  return [destinationId, weight, counted, deficit, heldBack ? 1 : 0];
}

function candidateOf([destinationId, weight, counted, deficit, heldBack]: CandidateRow): Candidate {
  return { destinationId, weight, counted, deficit, heldBack: heldBack === 1 };
}

function excludedRow({ destinationId, reason, untilMs }: Excluded): ExcludedRow {
  return [destinationId, reason, untilMs];
}

function excludedOf([destinationId, reason, untilMs]: ExcludedRow): Excluded {
  return { destinationId, reason, untilMs };
}
