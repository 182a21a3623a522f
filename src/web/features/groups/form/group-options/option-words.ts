import { describeOutcomes } from '../../../../../contract/describe-policies.ts';
import { DEFAULT_POLICIES } from '../../../../../routing/default-policies.ts';
import type { Draft } from '../draft.ts';
import { capWords } from '../cap-words.ts';
import type { SharedCapDraft } from '../policy-drafts.ts';

/** What each balance means, for calls. */
export const BALANCE_WORDS = {
  active:
    'Each destination keeps its percent of the calls in progress. Long calls count as long as they last.',
  calls: 'Each destination gets its percent of the calls placed, however long they last.',
} as const;

/** How the options of a group stand, a sentence each: what always matters, then what is not as usual. */
export function optionWords(draft: Draft): string[] {
  const { terminalOutcomes, maxAttempts, lastResort, hold, health } = draft;
  const hasUsualOutcomes = String(terminalOutcomes) === String(DEFAULT_POLICIES.terminalOutcomes);
  return [
    BALANCE_WORDS[draft.balance],
    `A session that nobody completes ends after ${draft.sessionTtl}.`,
    `Asking again within ${draft.retryWindow} means that the destination failed, and gives another.`,
    hold !== '' && `Each call counts for exactly ${hold}, whatever is reported.`,
    maxAttempts !== '' && `A call tries at most ${maxAttempts} of the destinations.`,
    !hasUsualOutcomes && outcomeWords(terminalOutcomes),
    lastResort !== '' && `When no destination can take a call, ${lastResort} gets it.`,
    ...draft.sharedCaps.map(sharedCapWords),
    health.mode === 'on' && 'A destination whose calls fail gets none for a while.',
    health.mode === 'off' && 'Nobody watches whether calls fail.',
  ].filter((words) => typeof words === 'string');
}

function outcomeWords(outcomes: Draft['terminalOutcomes']): string {
  return outcomes.length === 0
    ? 'Whatever becomes of a call, asking again gives another destination.'
    : `After these outcomes nothing else is tried: ${describeOutcomes(outcomes)}.`;
}

function sharedCapWords(cap: SharedCapDraft): string {
  const { name, rows } = cap;
  const destinations = rows.length === 1 ? '1 destination' : `${rows.length} destinations together`;
  return `${name || 'A shared cap'}: at most ${capWords(cap)} at ${destinations}.`;
}
