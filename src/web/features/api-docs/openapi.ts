/** A JSON Schema (2020-12), as far as our document uses the language. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly readOnly?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

/** Schemas that have a name, by their name. */
export type Schemas = Readonly<Record<string, Schema>>;

export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export type OpenApiContent = Readonly<Record<string, { readonly schema: Schema }>>;

/** One of the operation's own; or only a reference, to one that operations share. */
export interface OpenApiResponse {
  readonly $ref?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, { readonly description: string }>>;
  readonly content?: OpenApiContent;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly 'x-required-role'?: string;
  /** Each is enough: the names of the credentials that one may come with. */
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly content: OpenApiContent };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

/** What the page reads of an OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Schemas;
    /** The problems, by the last part of their `type`. */
    readonly responses: Readonly<Record<string, OpenApiResponse>>;
  };
}

const SCHEMA = '#/components/schemas/';
const RESPONSE = '#/components/responses/';

/** The name of the schema that another refers to. */
export function schemaName({ $ref }: Schema): string | undefined {
  return $ref?.startsWith(SCHEMA) ? $ref.slice(SCHEMA.length) : undefined;
}

/** The last part of a problem's `type`, where a response is one that operations share. */
export function problemName({ $ref }: OpenApiResponse): string | undefined {
  return $ref?.startsWith(RESPONSE) ? $ref.slice(RESPONSE.length) : undefined;
}

/** A schema that only refers to another, as that other; a dead reference as a schema that says nothing. */
export function followed(schema: Schema, schemas: Schemas): Schema {
  const name = schemaName(schema);
  return name === undefined ? schema : schemas[name] ?? {};
}
