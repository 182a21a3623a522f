import type { Candidate, Decision } from '../../routing/decision.ts';
import { formatPercent } from '../../routing/route-group.ts';
import { callsInWords, roundCalls } from './calls-in-words.ts';
import type { GroupThen } from './explain-decision.ts';
import { nameOf, namesOf } from './names.ts';

/** Why one of those that could have the call got it. None when it was not among them, as in no record of ours. */
export function explainChoice(group: GroupThen, decision: Decision, chosenId: number): string[] {
  const { candidates } = decision;
  const chosen = candidates.find(({ destinationId }) => destinationId === chosenId);
  if (chosen === undefined) return [];
  if (candidates.length === 1) return [alone(group, decision, chosen)];
  const passedOver = candidates.filter(({ heldBack, deficit }) => heldBack && deficit > chosen.deficit);
  return [
    leading(group, decision, chosen, passedOver.length > 0),
    ...tie(group, candidates, chosen),
    ...whyPassedOver(group, passedOver, chosen),
    ...returning(group, candidates),
  ];
}

function alone(group: GroupThen, { excluded }: Decision, { destinationId }: Candidate): string {
  const name = nameOf(group, destinationId);
  return excluded.length === 0 && group.destinations.length === 1
    ? `${name} was the group’s only destination.`
    : `${name} was the only destination that could take the call.`;
}

function leading(group: GroupThen, decision: Decision, chosen: Candidate, hasPassedOver: boolean): string {
  const name = nameOf(group, chosen.destinationId);
  const of = rankedAmong(decision, hasPassedOver);
  if (group.balance === 'calls') {
    return chosen.deficit >= 0
      ? `${name} was owed ${callsInWords(chosen.deficit)}, the most of ${of}.`
      : `${name} was ${callsInWords(chosen.deficit)} ahead of its share, the least of ${of}.`;
  }
  const superlative = chosen.deficit >= 0 ? 'furthest' : 'least';
  return `${name} was ${belowItsShare(decision, chosen)}, the ${superlative} of ${of}.`;
}

/** How many are known to have been compared. */
function rankedAmong({ candidates, others }: Decision, hasPassedOver: boolean): string {
  if (hasPassedOver) return 'those that could be chosen';
  return others > 0 ? 'all' : String(candidates.length);
}

/**
 * The rule adds to what a destination is short of at the moment half of what it has been short of before. Where that
 * makes a difference that people would see in the figures, both are said.
 */
function belowItsShare(decision: Decision, chosen: Candidate): string {
  const now = shortfallNow(decision, chosen);
  if (now === undefined || saidAlike(now, chosen.deficit)) return awayFromShare(chosen.deficit);
  const before = chosen.deficit > now ? 'short of' : 'ahead by';
  const corrected = sideOf(now) === sideOf(chosen.deficit)
    ? roundCalls(chosen.deficit)
    : awayFromShare(chosen.deficit).replace(' its share', ' it');
  return `${awayFromShare(now)}, and ${corrected} with what it was ${before} before`;
}

function awayFromShare(microCalls: number): string {
  const side = sideOf(microCalls);
  return side === 'exactly at' ? `${side} its share` : `${callsInWords(microCalls)} ${side} its share`;
}

/** What would be rounded to nothing is on no side. */
function sideOf(microCalls: number): 'below' | 'above' | 'exactly at' {
  if (Math.abs(microCalls) < 5000) return 'exactly at';
  return microCalls > 0 ? 'below' : 'above';
}

/** Less than a tenth of a call is no news, and neither is what is rounded away. */
function saidAlike(one: number, other: number): boolean {
  return Math.abs(one - other) < 100_000 || awayFromShare(one) === awayFromShare(other);
}

/** In micro-calls; undefined when the record does not have all that were compared. */
function shortfallNow({ candidates, others }: Decision, chosen: Candidate): number | undefined {
  if (others > 0) return undefined;
  const whole = candidates.reduce((sum, { weight }) => sum + weight, 0);
  const calls = candidates.reduce((sum, { counted }) => sum + counted, 1);
  return ((chosen.weight * calls) / whole - chosen.counted) * 1_000_000;
}

/** Equal to the millionth of a call, as with the first call of all. */
function tie(group: GroupThen, candidates: readonly Candidate[], chosen: Candidate): string[] {
  const equals = candidates.filter((each) =>
    each !== chosen && !each.heldBack && each.deficit === chosen.deficit
  );
  if (equals.length === 0) return [];
  const rule = group.balance === 'calls'
    ? 'the first in the list'
    : 'the one that was sent less than its share, or else to the first in the list';
  return [
    `${namesOf(group, equals)} ${equals.length === 1 ? 'was' : 'were'} so as well: a tie goes to ${rule}.`,
  ];
}

function whyPassedOver(group: GroupThen, passedOver: readonly Candidate[], chosen: Candidate): string[] {
  if (passedOver.length === 0) return [];
  const names = namesOf(group, passedOver);
  const isOne = passedOver.length === 1;
  if (group.balance === 'calls') {
    const next = `the next call of ${nameOf(group, chosen.destinationId)} was due sooner`;
    return [`${names} ${isOne ? 'was' : 'were'} owed more, but ${next}.`];
  }
  const used = `had used up what the corridor lets ${isOne ? 'it' : 'them'} have`;
  return [`${names} ${isOne ? 'was' : 'were'} further below, but ${used}.`];
}

/** A destination that comes back after an ejection counts with less than its percent for a while. */
function returning(group: GroupThen, candidates: readonly Candidate[]): string[] {
  return candidates.flatMap(({ destinationId, weight }) => {
    const basisPoints = group.destinations.find(({ id }) => id === destinationId)?.basisPoints ?? weight;
    if (weight >= basisPoints) return [];
    const percents = `${formatPercent(weight)} instead of ${formatPercent(basisPoints)}`;
    return [
      `${nameOf(group, destinationId)} was coming back from an ejection, and counted with ${percents}.`,
    ];
  });
}
