import type { Format } from './format.ts';

/**
 * JSON on one line, so that it survives clients that read a line. U+2028 and U+2029 are written as escapes: to
 * interpreters that `eval` their JSON they end a line, and the script with it.
 */
export const jsonFormat: Format = {
  suffix: 'json',
  mediaTypes: ['application/json'],
  contentType: 'application/json',
  write: (answer) =>
    JSON.stringify(answer).replace(/[\u2028\u2029]/g, (end) => end === '\u2028' ? '\\u2028' : '\\u2029'),
};
