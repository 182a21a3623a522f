import { decodeFormText, decodeText } from './text-decoding.ts';

/** A parameter's name and value, decoded. */
export type Parameter = readonly [name: string, value: string];

/** The parameters of a query or of a form, in their order. */
export function formParameters(text: string): Parameter[] {
  if (text === '') return [];
  return text.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0) return [decodeFormText(pair), ''];
    return [decodeFormText(pair.slice(0, equals)), decodeFormText(pair.slice(equals + 1))];
  });
}

/**
 * The parameters of a body: a multipart form if it is labelled so, JSON if it begins like an object, otherwise a form.
 * Voice platforms label their bodies wrongly, or not at all, so the body itself counts for more than `Content-Type`.
 * Undefined if it can't be read.
 */
export async function bodyParameters(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Headers,
): Promise<readonly Parameter[] | undefined> {
  if (bytes[0] === HYPHEN) {
    const contentType = headers.get('content-type') ?? '';
    if (/^\s*multipart\/form-data/i.test(contentType)) return await multipartParameters(bytes, contentType);
  }
  const text = decodeText(bytes);
  return /^\s*\{/.test(text) ? jsonParameters(text) : formParameters(text);
}

/** What the first boundary of a multipart body begins with (RFC 2046 §5.1.1). */
const HYPHEN = 0x2d;

async function multipartParameters(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
    return [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  } catch {
    return undefined;
  }
}

/** Strings and numbers of the outermost object. Numbers stay as they were written: an id may have more digits than a double. */
function jsonParameters(text: string): Parameter[] | undefined {
  try {
    const fields = JSON.parse(
      text,
      (_name, value, context?: { source?: string }) => typeof value === 'number' ? context?.source : value,
    );
    return Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string');
  } catch {
    return undefined;
  }
}
