import { formatPercent } from '../routing/route-group.ts';
import { describeCaps, describePolicyChange } from './describe-policies.ts';
import { describeHours } from './describe-hours.ts';
import { formatDuration } from './duration.ts';
import { toBasisPoints } from './group.ts';
import {
  type DestinationChange,
  type DestinationContent,
  type FieldChange,
  type GroupContent,
  groupDifference,
} from './group-difference.ts';

/** What changed from one content to another, a line each, for people; none when they are the same. */
export function describeChanges(before: GroupContent, after: GroupContent): string[] {
  const { fields, destinations, reordered } = groupDifference(before, after);
  return [
    ...fields.map(describeSetting),
    ...destinations.flatMap(destinationLines),
    ...(reordered ? ['The order of the destinations changed'] : []),
  ];
}

const GROUP_WORDS: Readonly<Record<string, string>> = {
  name: 'Name',
  balance: 'Balance',
  sessionTtlSeconds: 'Expiry',
  retryWindowSeconds: 'Retry window',
};

const DESTINATION_WORDS: Readonly<Record<string, string>> = { uri: 'destination', maxActive: 'cap' };

const BALANCES: Readonly<Record<string, string>> = { active: 'calls in progress', calls: 'calls placed' };

function describeSetting(change: FieldChange): string {
  const policy = describePolicyChange(change);
  if (!policy) return `${GROUP_WORDS[change.field] ?? change.field}: ${valuesOf(change)}`;
  return `${policy.label[0].toUpperCase()}${policy.label.slice(1)}: ${policy.words}`;
}

function destinationLines(change: DestinationChange): string[] {
  const { destination } = change;
  if (change.kind !== 'changed') {
    return [`${destination.name} ${change.kind}: ${describeDestination(destination)}`];
  }
  const renamed = change.fields.find(({ field }) => field === 'name');
  const others = change.fields.filter((each) => each !== renamed).map(describeField);
  return [
    ...(renamed ? [`Renamed ${valuesOf(renamed)}`] : []),
    ...(others.length > 0 ? [`${renamed?.to ?? destination.name}: ${others.join(', ')}`] : []),
  ];
}

/** What is plain is left out, as in "sip:1234@10.0.1.2, 40 %, cap 20, 100 an hour". */
export function describeDestination(
  { uri, percent, tier, maxActive, state, hours, caps }: DestinationContent,
): string {
  const more = [
    tier !== 1 && `tier ${tier}`,
    maxActive !== null && `cap ${maxActive}`,
    caps.length > 0 && describeCaps(caps),
    hours !== null && describeHours(hours),
    state !== 'enabled' && state,
  ];
  return [uri, valueOf('percent', percent), ...more.filter((part) => part !== false)].join(', ');
}

/** A percent alone says what it is. */
function describeField(change: FieldChange): string {
  const { field } = change;
  const policy = describePolicyChange(change);
  if (policy) return `${policy.label} ${policy.words}`;
  return field === 'percent' ? valuesOf(change) : `${DESTINATION_WORDS[field] ?? field} ${valuesOf(change)}`;
}

function valuesOf({ field, from, to }: FieldChange): string {
  return `${valueOf(field, from)} → ${valueOf(field, to)}`;
}

function valueOf(field: string, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (field === 'percent') return formatPercent(toBasisPoints(Number(value)));
  if (field === 'balance') return BALANCES[String(value)] ?? String(value);
  if (field.endsWith('Seconds')) return formatDuration(Number(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
