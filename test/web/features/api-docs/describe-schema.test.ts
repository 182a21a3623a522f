import { deepEqual, equal } from 'node:assert/strict';
import {
  factsOf,
  type Field,
  fieldsOf,
  typeOf,
} from '../../../../src/web/features/api-docs/describe-schema.ts';
import type { Schema, Schemas } from '../../../../src/web/features/api-docs/openapi.ts';

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Names of fields, with those within them. */
type Names = { [name: string]: Names };
const namesOf = (fields: readonly Field[]): Names =>
  Object.fromEntries(fields.map(({ name, fields }) => [name, namesOf(fields)]));

const types: [string, Schema][] = [
  ['any', {}],
  ['string (date-time) or null', { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }],
  ['number or null', { type: ['number', 'null'] }],
  ['"alive"', { type: 'string', const: 'alive' }],
  ['array of Destination', { type: 'array', items: reference('Destination') }],
  ['object of integer', { type: 'object', additionalProperties: { type: 'integer' } }],
  ['object', { type: 'object', additionalProperties: false }],
];
for (const [words, schema] of types) {
  Deno.test(`says ${words} of ${JSON.stringify(schema)}`, () => equal(typeOf(schema), words));
}

Deno.test('tells bounds, values and defaults, those of a value that may be null as well', () => {
  const nullable: Schema = {
    default: null,
    anyOf: [{ type: 'integer', minimum: 0, maximum: 9 }, { type: 'null' }],
  };
  deepEqual(factsOf(nullable), ['0 to 9', 'default null']);
  deepEqual(factsOf({ minLength: 1, maxItems: 10, exclusiveMinimum: 0 }), [
    'above 0',
    '1 or more characters',
    'at most 10 items',
  ]);
  deepEqual(factsOf({ enum: ['active', 'calls'], default: 'active', examples: ['calls'] }), [
    'one of active, calls',
    'default active',
    'such as calls',
  ]);
});

Deno.test('unfolds what is referred to, in lists and among choices', () => {
  const schemas: Schemas = {
    Group: { properties: { destinations: { type: 'array', items: reference('Destination') } } },
    Destination: { properties: { name: { type: 'string' } } },
  };
  const schema: Schema = { properties: { present: { anyOf: [reference('Group'), { type: 'null' }] } } };
  deepEqual(namesOf(fieldsOf(schema, schemas)), { present: { destinations: { name: {} } } });
});

Deno.test('a schema within itself comes to an end', () => {
  const schemas: Schemas = {
    Folder: { properties: { folders: { type: 'array', items: reference('Folder') } } },
  };
  deepEqual(namesOf(fieldsOf(reference('Folder'), schemas)), { folders: {} });
});

Deno.test('knows required and read-only fields', () => {
  const [name, key] = fieldsOf({ properties: { name: {}, key: { readOnly: true } }, required: ['name'] }, {});
  deepEqual([name.required, name.readOnly, key.required, key.readOnly], [true, false, false, true]);
});
