import type { Format } from './format.ts';

/**
 * `success=true&destination=…`, for dialplans: Asterisk's `CURL()` turns it into a `HASH()` by its option `hashcompat`.
 * Items of a list have a space between them, which no destination has. A space is `%20`, never `+`, as that option leaves a `+` as it is.
 */
export const formFormat: Format = {
  suffix: 'form',
  mediaTypes: ['application/x-www-form-urlencoded', 'text/plain'],
  contentType: 'application/x-www-form-urlencoded',
  write: (answer) =>
    Object.entries(answer).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent([value].flat().join(' ').toWellFormed())}`)
      .join('&'),
};
