import { followed, type Schema, type Schemas } from './openapi.ts';

/**
 * A small value that fits a schema: what must be there and no more, or else the first field that may. Words in capitals
 * are to be filled in.
 */
export function sampleValue(schema: Schema, schemas: Schemas, name = 'value'): unknown {
  const known = followed(schema, schemas);
  if (known.const !== undefined) return known.const;
  if (known.examples?.length) return known.examples[0];
  // The last word, as that of the roles is the least.
  if (known.enum?.length) return known.enum.at(-1);
  const [choice] = [...known.anyOf ?? [], ...known.oneOf ?? [], ...known.allOf ?? []];
  if (choice) return sampleValue(choice, schemas, name);
  switch ([known.type].flat()[0]) {
    case 'object':
      return sampleObject(known, schemas);
    case 'array':
      return known.items ? [sampleValue(known.items, schemas, name)] : [];
    case 'integer':
    case 'number':
      return Math.max(known.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return known.format === 'email' ? 'person@example.com' : placeholder(name);
  }
}

function sampleObject({ properties = {}, required = [] }: Schema, schemas: Schemas) {
  const optional = Object.keys(properties).filter((name) => !properties[name].readOnly).slice(0, 1);
  const names = required.length > 0 ? required : optional;
  return Object.fromEntries(names.map((name) => [name, sampleValue(properties[name] ?? {}, schemas, name)]));
}

/** `accountName` becomes `ACCOUNT_NAME`. */
function placeholder(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase();
}
