import type { DestinationOutput, GroupOutput } from '../../../contract/group.ts';
import { formatDuration } from '../../lib/duration.ts';

/** What people decide about a group; destinations that are not saved yet have no id. */
export type GroupContent =
  & Pick<GroupOutput, 'name' | 'balance' | 'sessionTtlSeconds' | 'retryWindowSeconds'>
  & { readonly destinations: readonly DestinationContent[] };

export type DestinationContent = Omit<DestinationOutput, 'id'> & { readonly id?: number };

/** How a group keeps its percents, in words. */
export const balanceWords = { active: 'of the calls in progress', calls: 'of the calls placed' } as const;

/** What changed from one content to another, a sentence each; none when they are the same. */
export function describeChanges(before: GroupContent, after: GroupContent): string[] {
  return [
    ...changed('Name', before.name, after.name),
    ...destinationChanges(before.destinations, after.destinations),
    ...changed('Percents', balanceWords[before.balance], balanceWords[after.balance]),
    ...changed('Expiry', formatDuration(before.sessionTtlSeconds), formatDuration(after.sessionTtlSeconds)),
    ...changed(
      'Retry window',
      formatDuration(before.retryWindowSeconds),
      formatDuration(after.retryWindowSeconds),
    ),
  ];
}

function destinationChanges(
  before: readonly DestinationContent[],
  after: readonly DestinationContent[],
): string[] {
  const known = new Map(before.map((destination) => [destination.id, destination]));
  const kept = after.filter(({ id }) => id !== undefined && known.has(id));
  const keptIds = new Set(kept.map(({ id }) => id));
  const removed = before.filter(({ id }) => !keptIds.has(id));
  const added = after.filter((destination) => !kept.includes(destination));
  return [
    ...removed.map(({ name, percent }) => `${name} (${percent} %) removed`),
    ...added.map(({ name, uri, percent }) => `${name} added: ${uri}, ${percent} %`),
    ...kept.flatMap((destination) => fieldChanges(known.get(destination.id)!, destination)),
    ...orderChange(before.filter(({ id }) => keptIds.has(id)), kept),
  ];
}

function fieldChanges(before: DestinationContent, after: DestinationContent): string[] {
  const of = (what: string) => `${after.name}, ${what}`;
  return [
    ...(before.name === after.name ? [] : [`${before.name} is now called ${after.name}`]),
    ...changed(of('destination'), before.uri, after.uri),
    ...changed(of('percent'), `${before.percent} %`, `${after.percent} %`),
    ...changed(of('tier'), String(before.tier), String(after.tier)),
    ...changed(of('cap'), capWords(before.maxActive), capWords(after.maxActive)),
    ...changed(of('state'), before.state, after.state),
  ];
}

function orderChange(before: readonly DestinationContent[], after: readonly DestinationContent[]): string[] {
  return before.every(({ id }, index) => id === after[index].id)
    ? []
    : ['The order of the destinations changed'];
}

function capWords(maxActive: number | null): string {
  return maxActive === null ? 'none' : String(maxActive);
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}: ${before} → ${after}`];
}
