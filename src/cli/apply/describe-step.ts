import { describeDestination } from '../../contract/describe-changes.ts';
import { toBasisPoints } from '../../contract/group.ts';
import type {
  DestinationChange,
  DestinationContent,
  FieldChange,
  GroupDifference,
} from '../../contract/group-difference.ts';
import { formatPercent } from '../../routing/route-group.ts';
import { printable } from '../terminal.ts';
import type { GroupContent } from './group-content.ts';
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

function newGroup({ name: _, destinations, ...fields }: GroupContent): string[] {
  const settings = Object.entries(fields).map(([field, value]) =>
    `${labelOf(field)} ${formatValue(field, value)}`
  );
  return [settings.join(', '), ...destinations.map(addedDestination)];
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

function changedField({ field, from, to }: FieldChange): string {
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
