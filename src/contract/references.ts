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
  const places = placesOf(destinations);
  return [...new Set(cap.destinations.flatMap((reference) => places.get(reference) ?? []))];
}

/** References to destinations that are not there, could be several, or are there twice. `path` leads to the shared cap. */
export function referenceFaults(
  cap: Referring,
  destinations: readonly Referable[],
  path: Remark['path'],
): Remark[] {
  const places = placesOf(destinations);
  const seen = new Set<number>();
  return cap.destinations.flatMap((reference, at) => {
    const [place, ...others] = places.get(reference) ?? [];
    const message = place === undefined || others.length > 0
      ? faultOf(reference, place !== undefined)
      : seen.has(place) && `${destinations[place].name} is here twice.`;
    seen.add(place);
    return message ? [{ path: [...path, 'destinations', at], message }] : [];
  });
}

/** Where the destinations are that each id and each name may mean. */
function placesOf(destinations: readonly Referable[]): ReadonlyMap<DestinationReference, readonly number[]> {
  const named = destinations.flatMap(({ id, name }, place) => [
    { reference: name, place },
    ...(id === undefined ? [] : [{ reference: id, place }]),
  ]);
  const grouped = Map.groupBy<DestinationReference, typeof named[number]>(
    named,
    ({ reference }) => reference,
  );
  return new Map([...grouped].map(([reference, all]) => [reference, all.map(({ place }) => place)]));
}

function faultOf(reference: DestinationReference, isThere: boolean): string {
  const called = typeof reference === 'number' ? reference : `"${reference}"`;
  return isThere
    ? `The group has several destinations ${called}. Give them different names, or say the id.`
    : `The group has no destination ${called}. Take it out of this shared cap.`;
}
