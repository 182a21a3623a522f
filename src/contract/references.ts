import type { Remark } from '../routing/route-group.ts';
import type { DestinationReference } from './policies.ts';

/** What a reference to a destination is compared with. */
export interface Referable {
  readonly id?: number;
  readonly name: string;
}

interface Referring {
  readonly destinations: readonly DestinationReference[];
}

/** The places in the list of the destinations that a shared cap has; references without a fault mean one each. */
export function membersOf(cap: Referring, destinations: readonly Referable[]): number[] {
  return [...new Set(cap.destinations.flatMap((reference) => placesOf(reference, destinations)))];
}

/** References to destinations that are not there, could be several, or are there twice. `path` leads to the shared cap. */
export function referenceFaults(
  cap: Referring,
  destinations: readonly Referable[],
  path: Remark['path'],
): Remark[] {
  const meant = cap.destinations.map((reference) => placesOf(reference, destinations));
  const isRepeated = ([place]: number[], at: number) => meant.findIndex(([each]) => each === place) < at;
  return cap.destinations.flatMap((reference, at) => {
    const message = meant[at].length !== 1
      ? faultOf(reference, meant[at].length)
      : isRepeated(meant[at], at) && `${destinations[meant[at][0]].name} is here twice.`;
    return message ? [{ path: [...path, 'destinations', at], message }] : [];
  });
}

function placesOf(reference: DestinationReference, destinations: readonly Referable[]): number[] {
  const isMeant = ({ id, name }: Referable) => reference === (typeof reference === 'number' ? id : name);
  return destinations.flatMap((destination, place) => isMeant(destination) ? [place] : []);
}

function faultOf(reference: DestinationReference, found: number): string {
  const called = typeof reference === 'number' ? reference : `"${reference}"`;
  return found === 0
    ? `The group has no destination ${called}. Take it out of this shared cap.`
    : `The group has several destinations ${called}. Give them different names, or say the id.`;
}
