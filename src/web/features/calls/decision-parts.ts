import type { CallStepOutput, CandidateOutput } from '../../../contract/call.ts';
import { apportion } from '../../lib/apportion.ts';
import { destinationColours } from '../../ui/level-line/destination-colours.ts';
import type { LevelPart } from '../../ui/level-line/level.ts';

/** All of what is shared out. */
const WHOLE = 10_000;

/**
 * The destinations that could have a call, as wide as their shares among these, with the calls in progress of each where
 * that is what the group balances. Undefined where the record does not have all of them, or there was nothing to choose.
 */
export function decisionParts({ decision, group }: CallStepOutput): LevelPart[] | undefined {
  const { candidates, others } = decision;
  const shares = apportion(candidates.map(({ weight }) => weight), WHOLE);
  if (others > 0 || candidates.length < 2 || shares === undefined) return undefined;
  const colours = coloursIn(decision);
  return candidates.map(({ id, name, active }, index) => ({
    key: id,
    name,
    basisPoints: shares[index],
    colour: colours.get(id)!,
    ...(group.balance === 'active' ? { calls: active } : {}),
  }));
}

/** Where the middle of the chosen one is, in percent of the bar. */
export function chosenAt(
  candidates: readonly CandidateOutput[],
  parts: readonly LevelPart[],
): number | undefined {
  const chosen = candidates.findIndex((each) => each.chosen);
  if (chosen === -1) return undefined;
  const before = parts.slice(0, chosen).reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  return ((before + parts[chosen].basisPoints / 2) * 100) / WHOLE;
}

/** The colours of all destinations in a decision, by id. */
export function coloursIn(
  { candidates, excluded }: CallStepOutput['decision'],
): ReadonlyMap<number, number> {
  const all = [...candidates, ...excluded];
  const colours = destinationColours(all);
  return new Map(all.map(({ id }, index) => [id, colours[index]]));
}
