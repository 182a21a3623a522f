import type { Lane } from '../../src/routing/ledger.ts';
import { WHOLE } from '../../src/routing/route-group.ts';
import type { Random } from './random.ts';
import { type Choose, deskOf } from './desk.ts';
import type { Rule } from './rule.ts';

/*
 * The rules of others, from their sources, with exact weights: real HAProxy rounds them to 1..256 and LVS to whole
 * numbers, which only makes them coarser. Rules that count credit keep it in the tally's `credit`, each in a unit of
 * its own.
 */

/** The lane with the largest score; the earlier one on ties. */
function highest(lanes: readonly Lane[], score: (lane: Lane) => number): Lane {
  let best = lanes[0];
  let bestScore = score(best);
  for (let index = 1; index < lanes.length; index++) {
    const each = score(lanes[index]);
    if (each > bestScore) [best, bestScore] = [lanes[index], each];
  }
  return best;
}

/** What most people write: who is furthest below his percent of all calls in progress, this one included. */
const plainActive: Choose = (eligible, all) => {
  const next = all.reduce((sum, { tally }) => sum + tally.active, 1);
  return highest(eligible, ({ destination, tally }) => destination.basisPoints * next - WHOLE * tally.active);
};

/** The same for calls placed: who is furthest below his percent of them. The credit is in basis points of a call. */
const plainCalls: Choose = (eligible, all) => {
  for (const { destination, tally } of all) tally.credit += destination.basisPoints;
  const chosen = highest(eligible, ({ tally }) => tally.credit);
  chosen.tally.credit -= WHOLE;
  return chosen;
};

/** Linux `ip_vs_wlc`: the fewest connections for the weight, the first one on ties. */
const weightedLeastConnection: Choose = (eligible) =>
  highest(eligible, ({ destination, tally }) => -tally.active / destination.basisPoints);

/**
 * HAProxy `balance leastconn` (`lb_fwlc.c`): the key is (connections + 1) / weight, or 0 without connections. Servers
 * of equal keys stand in line in the order in which they came to that key.
 */
function createLeastConn(): Choose {
  const line = new Map<number, { readonly key: number; readonly place: number }>();
  let places = 0;
  const keyOf = ({ destination: { id, basisPoints }, tally: { active } }: Lane) => {
    const key = active === 0 ? 0 : (active + 1) / basisPoints;
    if (line.get(id)?.key !== key) line.set(id, { key, place: ++places });
    return key;
  };
  return (eligible) => {
    const keys = eligible.map(keyOf);
    const least = Math.min(...keys);
    const first = eligible.filter((_, index) => keys[index] === least);
    return highest(first, ({ destination }) => -line.get(destination.id)!.place);
  };
}

/** nginx `ngx_http_upstream_round_robin`: smooth weighted round robin over the peers that were not tried. */
const smoothRoundRobin: Choose = (eligible) => {
  let total = 0;
  for (const { destination, tally } of eligible) {
    tally.credit += destination.basisPoints;
    total += destination.basisPoints;
  }
  const chosen = highest(eligible, ({ tally }) => tally.credit);
  chosen.tally.credit -= total;
  return chosen;
};

/** Each call draws its destination: nginx `split_clients`, Amazon Connect's "distribute by percentage". */
function createDraw(random: Random): Choose {
  return (eligible) => {
    const total = eligible.reduce((sum, { destination }) => sum + destination.basisPoints, 0);
    let left = random() * total;
    return eligible.find(({ destination }) => (left -= destination.basisPoints) < 0) ?? eligible[0];
  };
}

function peer(name: string, create: (random: Random) => Choose): Rule {
  return { name, open: (random) => deskOf(create(random)) };
}

const leastConnection = peer('LVS WLC', () => weightedLeastConnection);
const leastConn = peer('HAProxy leastconn', createLeastConn);
const roundRobin = peer('nginx SWRR', () => smoothRoundRobin);
const draw = peer('Random', createDraw);

/** Peers on rows about calls in progress, in the table's order. */
export const activePeers: readonly Rule[] = [
  peer('Plain deficit', () => plainActive),
  leastConnection,
  leastConn,
  roundRobin,
  draw,
];

/** Peers on rows about calls placed: the others have no notion of them. */
export const callsPeers: readonly Rule[] = [
  peer('Plain deficit', () => plainCalls),
  roundRobin,
  draw,
];
