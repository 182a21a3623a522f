import { type Ending, wasCall } from '../ending.ts';
import type { Lane, Ledger } from '../ledger.ts';
import {
  addLength,
  addLost,
  CALL_WEIGHT,
  type CallLengths,
  countingSeconds,
  meanSeconds,
  noLengths,
} from './call-lengths.ts';
import { forgetAges, keepAges } from './places.ts';

/** What the calls of a destination have taught. */
export interface Experience {
  readonly lengths: CallLengths;
  /** How many of the recent calls were short, in 4096ths: a mean in which each new one counts a sixteenth. */
  short: number;
  /** Attempts that ended since the numbers below were worked out. */
  unread: number;
  /** How long calls last here on average; 0 while that is not known. */
  meanSeconds: number;
  /** H: how long calls usually last in the group; 0 while that is not known. */
  usualSeconds: number;
  /** T: for how long an attempt counts that nobody completes; 0 until it expires. */
  countedSeconds: number;
}

/** The numbers that follow from experience are worked out after so many attempts. */
const READ_EVERY = 8;

const ALL_SHORT = 4096;
const MOSTLY_SHORT = 0.6 * ALL_SHORT;

/** Never longer than a call that is over before anybody has spoken. */
const LEAST_SHORT_MS = 5000;

/** Parts of attempts, here and below, in basis points. */
const WHOLE = 10_000;

/** Below this, lost completions are too rare to trouble anybody before they expire. */
const RARELY_LOST = 30;

/** A destination that differs by this much from its group has a habit of its own. */
const OWN_HABIT = 800;

/** Fewer attempts than this prove nothing. */
const FEW = 32 * CALL_WEIGHT;

/**
 * Learns from an attempt that ended. Answers whether it was a call cut short: much shorter than usual in the group, at a
 * destination where most are. Such a one may have answered and said nothing.
 */
export function learn({ group, lanes }: Ledger, { tally }: Lane, ending: Ending, spell: Spell): boolean {
  const experience = tally.experience ??= noExperience();
  const isCutShort = wasCall(ending) && learnLength(experience, spell);
  if (ending.reason === 'expired') {
    addLost(experience.lengths);
    if (group.balance === 'active') keepAges(tally, spell.nowMs);
  }
  if (experience.unread === 0) read(lanes, experience);
  if (experience.lengths.lost === 0) forgetAges(tally);
  experience.unread = (experience.unread + 1) % READ_EVERY;
  return isCutShort;
}

export function copyOfExperience(experience: Experience): Experience {
  const { lengths } = experience;
  return { ...experience, lengths: { ...lengths, weights: [...lengths.weights] } };
}

/** From when to when an attempt was open. */
export interface Spell {
  readonly openedAtMs: number;
  readonly nowMs: number;
}

function noExperience(): Experience {
  return {
    lengths: noLengths(),
    short: 0,
    unread: 0,
    meanSeconds: 0,
    usualSeconds: 0,
    countedSeconds: 0,
  };
}

function learnLength(experience: Experience, { openedAtMs, nowMs }: Spell): boolean {
  const lastedMs = Math.max(0, nowMs - openedAtMs);
  const isShort = lastedMs < Math.max(LEAST_SHORT_MS, experience.usualSeconds * 125);
  addLength(experience.lengths, lastedMs);
  experience.short += ((isShort ? ALL_SHORT : 0) - experience.short) >> 4;
  return isShort && experience.short >= MOSTLY_SHORT;
}

function read(lanes: readonly Lane[], experience: Experience) {
  const { lengths } = experience;
  if (lengths.total > 0) experience.meanSeconds = meanSeconds(lengths);
  experience.usualSeconds = usualSeconds(lanes);
  experience.countedSeconds = countedSeconds(lanes, experience);
}

/** The upper median of the destinations' means, weighted by percent: one that drops its calls can't move it. */
function usualSeconds(lanes: readonly Lane[]): number {
  const known = lanes.filter(({ tally }) => (tally.experience?.meanSeconds ?? 0) > 0)
    .map(({ destination, tally }) => ({
      mean: tally.experience!.meanSeconds,
      points: destination.basisPoints,
    }))
    .sort((one, other) => other.mean - one.mean);
  let left = known.reduce((sum, { points }) => sum + points, 0) / 2;
  return known.find(({ points }) => (left -= points) <= 0)?.mean ?? 0;
}

function countedSeconds(lanes: readonly Lane[], { lengths, usualSeconds }: Experience): number {
  const part = lostPart(lanes, lengths);
  if (part < RARELY_LOST) return 0;
  return lengths.total < FEW ? usualSeconds : countingSeconds(lengths, part);
}

/** The part of a destination's attempts that nobody completes: that of the group, unless it clearly has its own. */
function lostPart(lanes: readonly Lane[], own: CallLengths): number {
  const all = { total: 0, lost: 0 };
  for (const { tally: { experience } } of lanes) {
    all.total += experience?.lengths.total ?? 0;
    all.lost += experience?.lengths.lost ?? 0;
  }
  const [ownPart, groupPart] = [partOf(own), partOf(all)];
  return own.total + own.lost >= FEW && Math.abs(ownPart - groupPart) > OWN_HABIT ? ownPart : groupPart;
}

function partOf({ total, lost }: Pick<CallLengths, 'total' | 'lost'>): number {
  return total + lost === 0 ? 0 : Math.floor((WHOLE * lost) / (total + lost));
}
