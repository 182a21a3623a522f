import { z } from 'zod';

/** A JSON Schema (2020-12, as OpenAPI 3.1 takes it) or a part of one. */
export type JsonSchema = Record<string, unknown>;

/** Schemas that have a name, by their name. */
export type Components = Record<string, JsonSchema>;

/**
 * The JSON Schema of what is sent (`input`) or given (`output`). Parts with a name of their own become components,
 * gathered in `components`, and are referred to.
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const generated = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy(io) });
  const { $schema: _, '~standard': __, $defs = {}, ...own } = pointToComponents(generated);
  Object.assign(components, $defs);
  return own;
}

/** References go to where OpenAPI keeps its schemas. */
function pointToComponents(schema: object): JsonSchema & { $defs?: Components } {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function tidy(io: 'input' | 'output') {
  return ({ jsonSchema }: { jsonSchema: JsonSchema }) => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.format) delete jsonSchema.pattern;
    // Later releases may add fields to answers: clients must not refuse those.
    if (io === 'output') delete jsonSchema.additionalProperties;
  };
}
