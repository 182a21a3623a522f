import type { DestinationOutput, GroupOutput } from '../../contract/group.ts';
import { contentOf } from '../../contract/group-version.ts';
import type { SharedCapInput } from '../../contract/policies.ts';
import type { SharedCap } from '../../routing/policies.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../routing/default-policies.ts';

/**
 * A group as a file has it. Policies that are as usual are left out, and shared caps name their destinations, so that
 * people can read it and it says the same in another account. Without `ids` it has none at all.
 */
export function exportedGroup(group: GroupOutput, { ids }: { readonly ids: boolean }) {
  const { destinations, ...content } = contentOf(group);
  const settings = {
    ...content,
    sharedCaps: content.sharedCaps.map((cap) => withNames(cap, destinations)),
    health: unusual(content.health, DEFAULT_POLICIES.health),
  };
  return {
    ...(ids && { id: group.id }),
    ...unusual(settings, { ...DEFAULT_POLICIES, health: {} }),
    destinations: destinations.map(({ id, ...rest }) => ({
      ...(ids && { id }),
      ...unusual(rest, DEFAULT_DESTINATION_POLICIES),
    })),
  };
}

/** Without the fields that have the value that they have when nothing is said. */
function unusual<Fields extends object>(fields: Fields, usual: object): Partial<Fields> {
  const values = new Map<string, unknown>(Object.entries(usual));
  const isUsual = (field: string, value: unknown) =>
    JSON.stringify(value) === JSON.stringify(values.get(field));
  return Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => !isUsual(field, value)),
  ) as Partial<Fields>;
}

/** Where several destinations have the same name, only the id says which is meant. */
function withNames(cap: SharedCap, destinations: readonly DestinationOutput[]): SharedCapInput {
  const names = destinations.map(({ name }) => name);
  const referenceTo = (id: number) => {
    const name = destinations.find((destination) => destination.id === id)!.name;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : id;
  };
  return { ...cap, destinations: cap.destinations.map(referenceTo) };
}
