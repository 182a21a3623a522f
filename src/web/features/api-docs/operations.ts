import { curlLine } from './curl-line.ts';
import { factsOf, type Field, fieldsOf, typeOf } from './describe-schema.ts';
import {
  type OpenApiContent,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
  problemName,
  type Schemas,
} from './openapi.ts';

/** What is sent or answered: its type, and its fields when it has any. */
export interface Content {
  readonly mediaType: string;
  readonly type: string;
  readonly fields: readonly Field[];
}

export interface DocumentedAnswer {
  readonly status: string;
  readonly description: string;
  readonly headers: readonly { readonly name: string; readonly description: string }[];
  readonly content: Content | undefined;
}

export interface DocumentedProblem {
  readonly status: string;
  /** The last part of its `type`. */
  readonly type: string;
  readonly title: string;
  /** What it has besides the fields of every problem. */
  readonly more: readonly Field[];
}

/** One operation, as the page shows it. */
export interface DocumentedOperation {
  /** Names it in addresses: `/api/docs#createGroup`. */
  readonly id: string;
  readonly topic: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** The least role; undefined where no credential is needed. */
  readonly role: string | undefined;
  /** Whether an API key is refused, whatever its role. */
  readonly signedInOnly: boolean;
  readonly parameters: readonly Field[];
  readonly body: Content | undefined;
  readonly answers: readonly DocumentedAnswer[];
  readonly problems: readonly DocumentedProblem[];
  /** Undefined where only somebody who is signed in may ask. */
  readonly curl: string | undefined;
}

export interface Topic {
  readonly name: string;
  readonly operations: readonly DocumentedOperation[];
}

/**
 * The operations of a document, those of the REST API before those that only watch the service. `origin` is where the
 * commands ask.
 */
export function operationsOf(document: OpenApiDocument, origin: string): DocumentedOperation[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationOf({ method, path, operation, document, origin })
    )
  );
  return operations.toSorted((a, b) => Number(isBeside(a)) - Number(isBeside(b)));
}

function isBeside({ path }: DocumentedOperation): boolean {
  return !path.startsWith('/api/v1/');
}

interface Found {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
  readonly document: OpenApiDocument;
  readonly origin: string;
}

function operationOf({ method, path, operation, document, origin }: Found): DocumentedOperation {
  const { schemas } = document.components;
  const { operationId, tags, summary, parameters, requestBody, security } = operation;
  const role = operation['x-required-role'];
  const signedInOnly = role !== undefined && !security.some((credential) => 'apiKey' in credential);
  return {
    id: operationId,
    topic: tags[0] ?? 'other',
    method: method.toUpperCase(),
    path,
    summary,
    role,
    signedInOnly,
    parameters: parameters.map((each) => parameterOf(each, schemas)),
    body: contentOf(requestBody?.content, schemas),
    answers: answersOf(operation, schemas),
    problems: problemsOf(operation, document),
    curl: signedInOnly ? undefined : curlLine(origin, { method, path, operation, schemas }),
  };
}

function parameterOf({ name, in: place, required, description, schema }: OpenApiParameter, schemas: Schemas) {
  return {
    name,
    type: typeOf(schema),
    required,
    readOnly: false,
    facts: [`in the ${place}`, ...factsOf(schema)],
    description,
    fields: fieldsOf(schema, schemas),
  };
}

function contentOf(content: OpenApiContent | undefined, schemas: Schemas): Content | undefined {
  const [mediaType, { schema }] = Object.entries(content ?? {})[0] ?? ['', {}];
  return schema && { mediaType, type: typeOf(schema), fields: fieldsOf(schema, schemas) };
}

function answersOf({ responses }: OpenApiOperation, schemas: Schemas): DocumentedAnswer[] {
  return Object.entries(responses).filter(([, response]) => problemName(response) === undefined)
    .map(([status, { description = '', headers = {}, content }]) => ({
      status,
      description,
      headers: Object.entries(headers).map(([name, { description }]) => ({ name, description })),
      content: contentOf(content, schemas),
    }));
}

function problemsOf({ responses }: OpenApiOperation, document: OpenApiDocument): DocumentedProblem[] {
  const { responses: problems, schemas } = document.components;
  const common = new Set(commonProblemFields(document).map(({ name }) => name));
  return Object.entries(responses).flatMap(([status, response]) => {
    const type = problemName(response);
    if (type === undefined) return [];
    const { description: title = '', content } = problems[type] ?? {};
    const fields = contentOf(content, schemas)?.fields ?? [];
    return { status, type, title, more: fields.filter(({ name }) => !common.has(name)) };
  });
}

/** The fields of every problem (RFC 9457). */
export function commonProblemFields({ components: { schemas } }: OpenApiDocument): Field[] {
  return fieldsOf({ $ref: '#/components/schemas/Problem' }, schemas);
}

/** The operations that have every word in their name, method, path, summary, role or topic; by topic. */
export function searchTopics(operations: readonly DocumentedOperation[], text: string): Topic[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = operations.filter(({ id, topic, method, path, summary, role = '' }) => {
    const said = [id, topic, method, path, summary, role].join('\n').toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return [...Map.groupBy(found, ({ topic }) => topic)].map(([name, operations]) => ({ name, operations }));
}
