import { describeDestination } from '../../contract/describe-changes.ts';
import { describePolicy, describePolicyChange } from '../../contract/describe-policies.ts';
import { toBasisPoints } from '../../contract/group.ts';
import {
  type DestinationChange,
  type DestinationContent,
  type FieldChange,
  type GroupDifference,
  groupDifference,
} from '../../contract/group-difference.ts';
import type { WrittenContent } from '../../contract/group-version.ts';
import { DEFAULT_POLICIES } from '../../routing/default-policies.ts';
import { formatPercent } from '../../routing/route-group.ts';
import { printable } from '../terminal.ts';
import type { Step } from './plan.ts';

/** The calls in progress of a destination, by its id. */
export type ActiveCalls = ReadonlyMap<number, number>;

/** What a step does, for people: `+` is new, `~` changes, `-` goes. Nothing for a group that stays as it is. */
export function describeStep(step: Step, active: ActiveCalls): string {
  switch (step.kind) {
    case 'create':
      return lines(`+ ${printable(step.desired.name)}`, newGroup(step.desired));
    case 'change':
      return lines(`~ ${titleOf(step.present)}`, changedGroup(step.difference, active));
    case 'delete':
      return lines(`- ${titleOf(step.present)}`, ['its URL stops giving destinations; it can be restored']);
    case 'keep':
      return '';
  }
}

export function titleOf({ id, name }: { readonly id: number; readonly name: string }): string {
  return `${printable(name)} (${id})`;
}

function lines(title: string, details: readonly string[]): string {
  return `${title}\n${details.map((detail) => `    ${detail}\n`).join('')}`;
}

function newGroup(group: WrittenContent): string[] {
  const settings = PLAIN_FIELDS.map((field) => `${labelOf(field)} ${formatValue(field, group[field])}`);
  const { fields: policies } = groupDifference({ ...group, ...DEFAULT_POLICIES }, group);
  return [settings.join(', '), ...policies.map(newPolicy), ...group.destinations.map(addedDestination)];
}

/** What is said of a new group in any case; of its policies, what is not as usual. */
const PLAIN_FIELDS = ['balance', 'sessionTtlSeconds', 'retryWindowSeconds'] as const;

function newPolicy({ field, to }: FieldChange): string {
  const { label, words } = describePolicy(field, to)!;
  return printable(`${label} ${words}`);
}

function changedGroup({ fields, destinations, reordered }: GroupDifference, active: ActiveCalls): string[] {
  return [
    ...fields.map(changedField),
    ...destinations.map((change) => changedDestination(change, active)),
    ...(reordered ? ['the destinations change their order'] : []),
  ];
}

function changedDestination(change: DestinationChange, active: ActiveCalls): string {
  if (change.kind === 'added') return addedDestination(change.destination);
  const name = printable(change.destination.name);
  if (change.kind === 'changed') return `~ ${name}: ${change.fields.map(changedField).join(', ')}`;
  return `- ${name}, ${printable(change.destination.uri)}${stayingCalls(change.destination, active)}`;
}

function stayingCalls({ id }: DestinationContent, active: ActiveCalls): string {
  const calls = (id !== undefined && active.get(id)) || 0;
  if (calls === 0) return '';
  return calls === 1
    ? ': 1 call in progress stays until it ends'
    : `: ${calls} calls in progress stay until they end`;
}

function addedDestination(destination: DestinationContent): string {
  return `+ ${printable(`${destination.name}, ${describeDestination(destination)}`)}`;
}

function changedField(change: FieldChange): string {
  const { field, from, to } = change;
  const policy = describePolicyChange(change);
  if (policy) return printable(`${policy.label} ${policy.words}`);
  return printable(`${labelOf(field)} ${formatValue(field, from)} → ${formatValue(field, to)}`);
}

const LABELS: Readonly<Record<string, string>> = {
  uri: 'destination',
  maxActive: 'cap',
  sessionTtlSeconds: 'session life',
  retryWindowSeconds: 'retry window',
};

function labelOf(field: string): string {
  return LABELS[field] ?? field;
}

function formatValue(field: string, value: unknown): string {
  if (value === null) return 'none';
  if (field === 'percent') return formatPercent(toBasisPoints(Number(value)));
  if (field.endsWith('Seconds')) return `${value} s`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
