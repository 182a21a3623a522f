import type { Outcome } from '../routing/outcome.ts';
import type { Cap, HealthSettings, OpeningHours, SharedCap } from '../routing/policies.ts';
import { describeHours, describeHoursChange } from './describe-hours.ts';
import { formatDuration } from './duration.ts';

/** A shared cap with the names of its destinations, as people know them. */
export type NamedCap = Omit<SharedCap, 'destinations'> & { readonly destinations: readonly string[] };

/** A setting in words: what it is called, and how it stands or what became of it. */
export interface InWords {
  readonly label: string;
  readonly words: string;
}

const LABELS: Readonly<Record<string, string>> = {
  timeZone: 'time zone',
  lastResort: 'last resort',
  terminalOutcomes: 'final outcomes',
  maxAttempts: 'most attempts',
  holdSeconds: 'hold time',
  'health.mode': 'health',
  'health.consecutiveFailures': 'failures in a row that eject',
  'health.failurePercent': 'part of failures that ejects',
  'health.minimumAttempts': 'attempts before a part counts',
  'health.ejectSeconds': 'first ejection',
  'health.panicPercent': 'part of a tier that is never ejected',
  hours: 'hours',
  caps: 'caps',
};

/** How a policy stands; undefined when the field is none. `field` is as `settingsOf` names it. */
export function describePolicy(field: string, value: unknown): InWords | undefined {
  const label = labelOf(field);
  return label === undefined ? undefined : { label, words: wordsOf(field, value) };
}

/** What became of a policy; undefined when the field is none. */
export function describePolicyChange(
  { field, from, to }: { readonly field: string; readonly from: unknown; readonly to: unknown },
): InWords | undefined {
  const label = labelOf(field);
  if (label === undefined) return undefined;
  const words = field === 'hours'
    ? describeHoursChange(from as OpeningHours | null, to as OpeningHours | null)
    : `${wordsOf(field, from)} → ${wordsOf(field, to)}`;
  return { label, words };
}

/** "100 an hour, 1000 a day". */
export function describeCaps(caps: readonly Cap[]): string {
  return caps.map(({ per, calls }) => `${calls} ${per === 'hour' ? 'an' : 'a'} ${per}`).join(', ') || 'none';
}

/** "busy, no answer". */
export function describeOutcomes(outcomes: readonly Outcome[]): string {
  return outcomes.map((outcome) => outcome.replaceAll('_', ' ')).join(', ') || 'none';
}

/** "at most 50 in progress, 100 an hour: Boston, Denver". */
export function describeSharedCap({ maxActive, caps, destinations }: NamedCap): string {
  const limits = [
    ...(maxActive === null ? [] : [`at most ${maxActive} in progress`]),
    ...(caps.length === 0 ? [] : [describeCaps(caps)]),
  ];
  return `${limits.join(', ')}: ${destinations.join(', ')}`;
}

const MODES: Readonly<Record<HealthSettings['mode'], string>> = { off: 'off', observe: 'observed', on: 'on' };

const SHARED_CAP = 'sharedCaps.';

function labelOf(field: string): string | undefined {
  return field.startsWith(SHARED_CAP) ? `shared cap ${field.slice(SHARED_CAP.length)}` : LABELS[field];
}

/** What a policy says when it is not there. */
const NOTHING: Readonly<Record<string, string>> = {
  maxAttempts: 'every destination',
  holdSeconds: 'until completion',
  hours: describeHours(null),
};

function wordsOf(field: string, value: unknown): string {
  if (value === null || value === undefined) return NOTHING[field] ?? 'none';
  if (field.startsWith(SHARED_CAP)) return describeSharedCap(value as NamedCap);
  if (field.endsWith('Seconds')) return formatDuration(Number(value));
  if (field.endsWith('Percent')) return `${value} %`;
  switch (field) {
    case 'health.mode':
      return MODES[value as HealthSettings['mode']];
    case 'terminalOutcomes':
      return describeOutcomes(value as readonly Outcome[]);
    case 'hours':
      return describeHours(value as OpeningHours);
    case 'caps':
      return describeCaps(value as readonly Cap[]);
    default:
      return String(value);
  }
}
