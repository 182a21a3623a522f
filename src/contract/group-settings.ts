import type { NamedCap } from './describe-policies.ts';
import type { DestinationContent, GroupContent } from './group-difference.ts';
import { CONTENT_FIELDS } from './group-version.ts';
import type { SharedCapInput } from './policies.ts';
import { membersOf } from './references.ts';

/** What people think of as one setting, by its field, or as in `health.mode` and `sharedCaps.Vendor X`. */
export type Settings = ReadonlyMap<string, unknown>;

/** Every field that people decide, so that none is ever forgotten here. */
const FIELDS = CONTENT_FIELDS.filter((field) => field !== 'destinations');

/** The settings of a group one by one: those of health and the shared caps each on its own. */
export function settingsOf(
  content: GroupContent,
  nameOf: (destination: DestinationContent) => string,
): Settings {
  const { sharedCaps, health, destinations } = content;
  const named = (cap: SharedCapInput): NamedCap => ({
    name: cap.name,
    destinations: membersOf(cap, destinations).map((place) => nameOf(destinations[place])),
    maxActive: cap.maxActive,
    caps: cap.caps,
  });
  return new Map(FIELDS.flatMap((field): [string, unknown][] => {
    if (field === 'sharedCaps') return sharedCaps.map((cap) => [`${field}.${cap.name}`, named(cap)]);
    if (field === 'health') return Object.entries(health).map(([name, value]) => [`${field}.${name}`, value]);
    return [[field, content[field]]];
  }));
}

/** What destinations are called in the last of these contents that has them, with the id where a name is not enough. */
export function naming(...contents: readonly GroupContent[]): (destination: DestinationContent) => string {
  const destinations = contents.flatMap((content) => content.destinations);
  const names = new Map(destinations.map(({ id, name }, place) => [id ?? `new ${place}`, name]));
  const bearers = Map.groupBy(names.values(), (name) => name);
  return ({ id, name }) => {
    const known = (id !== undefined && names.get(id)) || name;
    return id === undefined || bearers.get(known)!.length === 1 ? known : `${known} (${id})`;
  };
}
