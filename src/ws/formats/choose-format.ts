import { formFormat } from './form-format.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { xmlFormat } from './xml-format.ts';

/** Every format of the data plane, the default first. */
export const formats: readonly Format[] = [jsonFormat, xmlFormat, formFormat];

const bySuffix = new Map(formats.map((format) => [format.suffix, format]));
const byMediaType = new Map(formats.flatMap((format) => format.mediaTypes.map((type) => [type, format])));

/** The format that a URL's suffix asks for. */
export function formatOfSuffix(suffix: string): Format | undefined {
  return bySuffix.get(suffix);
}

/**
 * The format that `Accept` asks for (RFC 9110 §12.5.1): the one of highest quality, the first among equals. JSON when
 * the header names none that we write, as an answer in a format nobody asked for beats no answer.
 */
export function formatOfAccept(accept: string | null): Format {
  if (accept === null || accept === '*/*') return jsonFormat;
  let best = jsonFormat;
  let bestQuality = 0;
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';');
    const format = byMediaType.get(type.trim());
    const quality = format ? qualityOf(parameters) : 0;
    if (format && quality > bestQuality) {
      best = format;
      bestQuality = quality;
    }
  }
  return best;
}

/** The weight of a media range; what can't be read counts as absent, which is 1. */
function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.map((parameter) => /^\s*q\s*=\s*([0-9.]+)\s*$/.exec(parameter)?.[1]).find(
    Boolean,
  );
  const quality = weight === undefined ? 1 : Number(weight);
  return Number.isNaN(quality) ? 1 : quality;
}
