import { describeHours } from '../../../../contract/describe-hours.ts';
import { capWords } from './cap-words.ts';
import type { DestinationDraft } from './draft.ts';
import { hoursOf } from './policy-drafts.ts';

/** The options of a destination that are not as usual, in words; empty when all are. */
export function rowWords(row: DestinationDraft): string {
  const { tier, maxActive, state, hours } = row;
  const caps = capWords(row);
  const words = [
    state !== 'enabled' && `${state}: new calls stop, calls in progress stay until they end`,
    maxActive === '0' ? 'takes no calls' : caps !== '' && `at most ${caps}`,
    hours && `open ${describeHours(hoursOf(hours))}`,
    tier !== '1' && `tier ${tier}: only when no destination of a lower tier can take the call`,
  ].filter(Boolean).join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
