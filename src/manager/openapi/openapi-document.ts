import type { z } from 'zod';
import { problems, type ProblemType } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { staleVersion } from '../../contract/group-version.ts';
import { webhookBody } from '../../contract/webhook-event.ts';
import type { Operation } from '../http/operation.ts';
import { type Components, type JsonSchema, jsonSchema } from './json-schema.ts';

/** The version of the REST API, not of the product: its first number is the `v1` of the paths. */
const API_VERSION = '1.0.0';

/** Our own field of an operation: the least role that it needs. OpenAPI leaves names with `x-` to whoever writes one. */
const ROLE_FIELD = 'x-required-role';

/** The OpenAPI 3.1 document of these operations. */
export function openApiDocument(operations: readonly Operation[]) {
  const components: Components = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = operationObject(operation, components);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Plum Routes',
      version: API_VERSION,
      description: 'Route groups: destinations with percents, and what happens to their calls.',
    },
    paths,
    webhooks: { event: { post: webhookObject(components) } },
    components: {
      responses: problemResponses(components),
      schemas: components,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the account.' },
        session: { type: 'apiKey', in: 'cookie', name: 'plum-routes.session_token' },
      },
    },
  };
}

/** What is sent to webhooks, as OpenAPI 3.1 describes it beside what can be asked. */
function webhookObject(components: Components) {
  return {
    operationId: 'receiveEvent',
    tags: ['webhooks'],
    summary: 'What happens, as it is sent to webhooks: signed as the Standard Webhooks 1.0.0 are.',
    parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
      ...{ name, in: 'header', required: true, schema: { type: 'string' } },
    })),
    requestBody: { required: true, content: contentOf(jsonSchema(webhookBody, 'output', components)) },
    responses: { '2XX': { description: 'It has arrived. Anything else is tried again.' } },
  };
}

function operationObject(operation: Operation, components: Components) {
  const { name, path, summary, parameters, query, ifMatch, body } = operation;
  const needs = operation.needs === 'anyone' ? undefined : operation.needs;
  const asked = operation.documentedBody ?? body;
  return {
    operationId: name,
    tags: [tagOf(path)],
    summary,
    description: needs && `Needs the role ${needs}.`,
    // The same for programs, which should not have to read prose.
    [ROLE_FIELD]: needs,
    security: needs ? credentials(operation) : [],
    parameters: [
      ...parameterObjects(parameters, 'path', components),
      ...parameterObjects(query, 'query', components),
      ...(ifMatch ? [ifMatchObject(ifMatch)] : []),
    ],
    requestBody: asked && { required: true, content: contentOf(jsonSchema(asked, 'input', components)) },
    responses: { ...answerObjects(operation, components), ...problemReferences(operation) },
  };
}

/** Each of them is enough. */
function credentials({ signedInOnly }: Operation) {
  return signedInOnly ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }];
}

/** What an operation is about: the matter that its path names, within the account's when there is one. */
function tagOf(path: string): string {
  return /^\/api\/v1\/(?:account\/)?([\w-]+)/.exec(path)?.[1] ?? 'service';
}

function parameterObjects(shape: z.ZodObject | undefined, where: 'path' | 'query', components: Components) {
  if (!shape) return [];
  const { properties = {}, required = [] } = jsonSchema(shape, 'input', components);
  return Object.entries(properties as Components).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    description,
    required: (required as string[]).includes(name),
    schema,
  }));
}

function ifMatchObject(ifMatch: 'required' | 'optional') {
  return {
    name: 'If-Match',
    in: 'header',
    description: 'The version that the edit was made on, in quotes; * for whichever is there.',
    required: ifMatch === 'required',
    schema: { type: 'string', examples: ['"3"'] },
  };
}

function answerObjects({ answers }: Operation, components: Components) {
  return Object.fromEntries(
    Object.entries(answers).map((
      [status, { description, schema, mediaType, others = {}, headers = {} }],
    ) => [status, {
      description,
      headers: Object.fromEntries(
        Object.entries(headers).map((
          [name, description],
        ) => [name, { description, schema: { type: 'string' } }]),
      ),
      content: schema && {
        ...contentOf(jsonSchema(schema, 'output', components), mediaType),
        ...Object.fromEntries(
          Object.entries(others).map((
            [type, other],
          ) => [type, { schema: jsonSchema(other, 'output', components) }]),
        ),
      },
    }]),
  );
}

function contentOf(schema: JsonSchema | undefined, mediaType = 'application/json') {
  return schema && { [mediaType]: { schema } };
}

/** Every problem as a response that operations refer to. */
function problemResponses(components: Components) {
  return Object.fromEntries(
    Object.entries(problems).map(([type, { title }]) => {
      const schema = jsonSchema(type === 'stale-version' ? staleVersion : problem, 'output', components);
      return [type, { description: `${title}.`, content: contentOf(schema, 'application/problem+json') }];
    }),
  );
}

function problemReferences(operation: Operation) {
  return Object.fromEntries(
    problemsOf(operation).map((type) => [problems[type].status, { $ref: `#/components/responses/${type}` }]),
  );
}

/** Every problem that the pipeline or the handler of an operation may answer with. */
export function problemsOf(
  { method, needs, signedInOnly, parameters, query, ifMatch, body, problems = [] }: Operation,
): ProblemType[] {
  const when = (condition: unknown, ...types: ProblemType[]) => condition ? types : [];
  return [
    ...new Set<ProblemType>([
      ...when(needs !== 'anyone', 'unauthenticated'),
      ...when(needs !== 'anyone' && needs !== 'viewer' || signedInOnly || method !== 'get', 'forbidden'),
      ...when(parameters, 'not-found'),
      ...when(query || body, 'invalid'),
      ...when(ifMatch || body, 'bad-request'),
      ...when(ifMatch, 'stale-version'),
      ...when(ifMatch === 'required', 'version-required'),
      ...when(body, 'body-too-large', 'unsupported-media-type'),
      ...problems,
      'internal',
      'unavailable',
    ]),
  ];
}
