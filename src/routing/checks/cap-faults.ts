import type { Cap, SharedCap } from '../policies.ts';
import type { Remark } from '../route-group.ts';

/** The most that a cap can allow: as much as anybody counts, and far below what stops being exact. */
export const MAX_CAP = 1_000_000_000;

/** What stops caps from being kept. `path` leads to them from the group. */
export function capFaults(caps: readonly Cap[], path: Remark['path']): Remark[] {
  return caps.flatMap(({ per, calls }, index) => [
    ...countFaults(calls, [...path, index, 'calls']),
    ...(caps.findIndex((each) => each.per === per) < index
      ? [{ path: [...path, index, 'per'], message: `There is already a cap for each ${per}.` }]
      : []),
  ]);
}

/** What stops shared caps from being kept; `ids` are those of the group's destinations. */
export function sharedCapFaults(sharedCaps: readonly SharedCap[], ids: readonly number[]): Remark[] {
  return sharedCaps.flatMap((shared, index) => {
    const path = ['sharedCaps', index];
    return [
      ...nameFaults(sharedCaps, index, [...path, 'name']),
      ...memberFaults(shared.destinations, ids, [...path, 'destinations']),
      ...limitFaults(shared, path),
      ...capFaults(shared.caps, [...path, 'caps']),
    ];
  });
}

function countFaults(calls: number, path: Remark['path']): Remark[] {
  if (Number.isInteger(calls) && calls >= 1 && calls <= MAX_CAP) return [];
  return [{
    path,
    message: `A cap is a whole number from 1 to ${MAX_CAP}. To take no calls, disable the destination.`,
  }];
}

function nameFaults(sharedCaps: readonly SharedCap[], index: number, path: Remark['path']): Remark[] {
  const { name } = sharedCaps[index];
  if (name.trim() === '') return [{ path, message: 'Name the shared cap, so that people know whose it is.' }];
  if (sharedCaps.findIndex((each) => each.name === name) === index) return [];
  return [{ path, message: `There is already a shared cap "${name}". Give this one another name.` }];
}

function memberFaults(members: readonly number[], ids: readonly number[], path: Remark['path']): Remark[] {
  if (members.length === 0) return [{ path, message: 'Choose the destinations that share this cap.' }];
  return members.flatMap((id, index) => {
    if (!ids.includes(id)) {
      return [{ path: [...path, index], message: `The group has no destination ${id}.` }];
    }
    return members.indexOf(id) < index
      ? [{ path: [...path, index], message: `Destination ${id} is here twice.` }]
      : [];
  });
}

function limitFaults({ maxActive, caps }: SharedCap, path: Remark['path']): Remark[] {
  if (maxActive === null) {
    return caps.length > 0
      ? []
      : [{ path, message: 'Say what is shared: at most so many calls in progress, or in a period.' }];
  }
  if (Number.isInteger(maxActive) && maxActive >= 0 && maxActive <= MAX_CAP) return [];
  return [{
    path: [...path, 'maxActive'],
    message: 'A cap is a whole number, 0 or more; empty means no cap.',
  }];
}
