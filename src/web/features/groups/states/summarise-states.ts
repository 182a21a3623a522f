import type { DestinationLive } from '../../../../contract/group.ts';
import { describeState, type Reader, type StateInWords } from '../../../../contract/describe-state.ts';

/** What several destinations in the same state are called, the worst first. */
const KINDS = {
  ejected: 'ejected',
  failing: 'failing',
  full: 'full',
  over_cap: 'over cap',
  closed: 'closed',
  draining: 'draining',
  disabled: 'disabled',
};

type Kind = keyof typeof KINDS;

/** The worst first. */
const TONES = ['bad', 'waiting', 'off'] as const;

/**
 * What there is to say of how a group's destinations stand: of one what it is, of several how many, as in "2 closed, 1
 * full". Undefined when all that have a share are open.
 */
export function summariseStates(
  destinations: readonly DestinationLive[],
  reader: Reader,
): StateInWords | undefined {
  const told = destinations.filter((each) => kindOf(each) !== undefined);
  if (told.length === 0) return undefined;
  const states = told.map((each) => describeState(each, reader));
  const isAnyOpen = destinations.some(({ state }) => state === 'open');
  const tone = isAnyOpen ? TONES.find((tone) => states.some((each) => each.tone === tone))! : 'bad';
  if (told.length === 1) return { words: `${told[0].name}: ${states[0].words}`, tone };
  return { words: `${isAnyOpen ? '' : 'none open: '}${countKinds(told)}`, tone };
}

function countKinds(destinations: readonly DestinationLive[]): string {
  const byKind = Map.groupBy(destinations, kindOf);
  return (Object.keys(KINDS) as Kind[])
    .flatMap((kind) => byKind.has(kind) ? [`${byKind.get(kind)!.length} ${KINDS[kind]}`] : [])
    .join(', ');
}

/** Undefined for what needs no word: an open destination, or one whose percent of 0 everybody sees. */
function kindOf({ state, health }: DestinationLive): Kind | undefined {
  if (state === 'open') return health === 'in_service' ? undefined : 'failing';
  return state === 'no_share' ? undefined : state;
}
