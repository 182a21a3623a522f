import { followed, type Schema, schemaName, type Schemas } from './openapi.ts';

/** One field of an object, with those that are in it. */
export interface Field {
  readonly name: string;
  /** In words, as in `array of Destination` or `integer or null`. */
  readonly type: string;
  readonly required: boolean;
  /** Taken along in what is sent, and not used. */
  readonly readOnly: boolean;
  /** Bounds, values, the default: each in a few words. */
  readonly facts: readonly string[];
  readonly description: string | undefined;
  readonly fields: readonly Field[];
}

/** The type of a value in words; schemas with a name are called by it. */
export function typeOf(schema: Schema): string {
  const choices = branches(schema);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  const { type, items, format, additionalProperties } = schema;
  const name = schemaName(schema);
  if (name) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (type === 'array') return items ? `array of ${typeOf(items)}` : 'array';
  if (type === 'object' && typeof additionalProperties === 'object') {
    return `object of ${typeOf(additionalProperties)}`;
  }
  const words = [type ?? 'any'].flat().join(' or ');
  return format ? `${words} (${format})` : words;
}

/**
 * The fields of a schema's object: its own, or those of the objects that its array or its choices are made of. A schema
 * within itself is named and not unfolded again.
 */
export function fieldsOf(schema: Schema, schemas: Schemas, within: readonly string[] = []): Field[] {
  const name = schemaName(schema);
  if (name !== undefined && within.includes(name)) return [];
  const inside = name === undefined ? within : [...within, name];
  const { items, additionalProperties, properties = {}, required = [], ...rest } = followed(schema, schemas);
  const deeper = [items, additionalProperties, ...branches(rest)].filter((each) => typeof each === 'object');
  return [
    ...Object.entries(properties).map(([name, each]) => ({
      name,
      type: typeOf(each),
      required: required.includes(name),
      readOnly: each.readOnly ?? false,
      facts: factsOf(each),
      description: each.description,
      fields: fieldsOf(each, schemas, inside),
    })),
    ...deeper.flatMap((each) => fieldsOf(each, schemas, inside)),
  ];
}

/** What a value must keep to, and what it is when left out. */
export function factsOf(schema: Schema): string[] {
  const facts = [...boundsOf(schema), ...branches(schema).flatMap(boundsOf)];
  if (schema.default !== undefined) facts.push(`default ${worded(schema.default)}`);
  if (schema.examples?.length) facts.push(`such as ${schema.examples.join(', ')}`);
  return facts;
}

function worded(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function boundsOf(schema: Schema): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, pattern } = schema;
  return [
    schema.enum && `one of ${schema.enum.join(', ')}`,
    range(minimum, maximum),
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
    range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    pattern && `matches ${pattern}`,
  ].filter((fact) => typeof fact === 'string');
}

function range(least: number | undefined, most: number | undefined, of = ''): string | undefined {
  const bounds = least === undefined
    ? most === undefined ? undefined : `at most ${most}`
    : most === undefined
    ? `${least} or more`
    : `${least} to ${most}`;
  return bounds && `${bounds} ${of}`.trimEnd();
}

function branches({ anyOf = [], oneOf = [], allOf = [] }: Schema): Schema[] {
  return [...anyOf, ...oneOf, ...allOf];
}
