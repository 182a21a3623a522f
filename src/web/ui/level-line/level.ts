import type { DestinationState } from '../../../routing/route-group.ts';
import { formatPercent, formatShare } from '../../lib/percent.ts';

/** All of a tier's calls. */
const WHOLE = 10_000;

/** One destination on a level line. */
export interface LevelPart {
  readonly key: string | number;
  readonly name: string;
  /** The target. */
  readonly basisPoints: number;
  /** Its live part of the calls, in calls; undefined where nothing is live. */
  readonly calls?: number;
  readonly state?: DestinationState;
  /** 1 to 8: its colour of the palette. */
  readonly colour: number;
}

export interface Level {
  /** Widths of the destinations and of the missing piece, in percent of the bar. */
  readonly widths: readonly number[];
  /** Where 100 % ends when the targets are more than that, in percent of the bar. */
  readonly surplusFrom: number | undefined;
  readonly missing: number;
  /** Where the live shares divide the bar, in percent of it; empty while there is nothing to divide. */
  readonly marks: readonly number[];
}

/** Where everything on the bar goes. */
export function levelOf(parts: readonly LevelPart[]): Level {
  const sum = parts.reduce((total, part) => total + part.basisPoints, 0);
  const bar = Math.max(sum, WHOLE);
  return {
    widths: parts.map((part) => (part.basisPoints * 100) / bar),
    surplusFrom: sum > WHOLE ? (WHOLE * 100) / sum : undefined,
    missing: ((bar - sum) * 100) / bar,
    marks: marksOf(parts),
  };
}

function marksOf(parts: readonly LevelPart[]): number[] {
  const total = callsOf(parts);
  if (total === 0) return [];
  let before = 0;
  return parts.slice(0, -1).map((part) => {
    before += part.calls ?? 0;
    return (before * 100) / total;
  });
}

function callsOf(parts: readonly LevelPart[]): number {
  return parts.reduce((sum, part) => sum + (part.calls ?? 0), 0);
}

/** The most figures that fit beside a bar. */
const FIGURES = 3;

/** "59.5 / 40.5" for few destinations, how far the worst strays for many, and nothing while no call is live. */
export function liveFigures(parts: readonly LevelPart[]): string | undefined {
  const total = callsOf(parts);
  if (total === 0) return undefined;
  if (parts.length <= FIGURES) return parts.map((part) => formatShare(part.calls ?? 0, total)).join(' / ');
  const off = parts.map((part) => Math.abs(((part.calls ?? 0) * WHOLE) / total - part.basisPoints));
  return `±${(Math.max(...off) / 100).toFixed(1)}`;
}

/** The same in words, for those who don't see the bar. */
export function levelSentence(parts: readonly LevelPart[]): string {
  if (parts.length === 0) return 'No destinations.';
  const total = callsOf(parts);
  const words = parts.map((part) => {
    const state = part.state && part.state !== 'enabled' ? `, ${part.state}` : '';
    const live = total > 0 ? `, live ${formatShare(part.calls ?? 0, total)} %` : '';
    return `${part.name || 'Unnamed'} ${formatPercent(part.basisPoints)}${state}${live}`;
  });
  return `${words.join('; ')}.`;
}
