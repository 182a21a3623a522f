import type { OpenApiOperation, OpenApiParameter, Schemas } from './openapi.ts';
import { sampleValue } from './sample-value.ts';

export interface CurlRequest {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
  readonly schemas: Schemas;
}

/**
 * A command that asks for an operation, with everything that it must be sent. The API key is read from
 * `$ROUTES_API_KEY`, as our command line does; words in capitals are to be filled in.
 */
export function curlLine(origin: string, { method, path, operation, schemas }: CurlRequest): string {
  const sent = operation.parameters.filter(({ required }) => required).map((each) => sample(each, schemas));
  const address = quoted(origin + addressOf(path, sent));
  const headers = sent.filter(({ place }) => place === 'header')
    .map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`);
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema && JSON.stringify(sampleValue(schema, schemas));
  return [
    ['curl', streams(operation) ? '-sSN' : '-sS', ...methodOption(method, body), address].join(' '),
    ...(operation['x-required-role'] ? ['-H "Authorization: Bearer $ROUTES_API_KEY"'] : []),
    ...headers,
    ...(body ? ["-H 'Content-Type: application/json'", `-d ${quoted(body)}`] : []),
  ].join(' \\\n  ');
}

interface Sample {
  readonly place: OpenApiParameter['in'];
  readonly name: string;
  readonly value: string;
}

function sample({ in: place, name, schema }: OpenApiParameter, schemas: Schemas): Sample {
  return { place, name, value: String(sampleValue(schema, schemas, name)) };
}

function addressOf(path: string, sent: readonly Sample[]): string {
  const filled = sent.filter(({ place }) => place === 'path')
    .reduce((path, { name, value }) => path.replace(`{${name}}`, encodeURIComponent(value)), path);
  const asked = sent.filter(({ place }) => place === 'query');
  return asked.length === 0
    ? filled
    : `${filled}?${new URLSearchParams(asked.map(({ name, value }) => [name, value]))}`;
}

/** GET is what curl does by itself, and POST what it does with a body. */
function methodOption(method: string, body: string | undefined): string[] {
  return method === 'get' || (method === 'post' && body) ? [] : [`-X ${method.toUpperCase()}`];
}

/** Output that never ends must not be held back. */
function streams({ responses }: OpenApiOperation): boolean {
  return responses['200']?.content?.['text/event-stream'] !== undefined;
}

/** POSIX shells take everything between single quotes as it is, but for the quote itself. */
function quoted(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
