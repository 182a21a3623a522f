import assert from 'node:assert/strict';
import { formatOfAccept } from '../../../src/ws/formats/choose-format.ts';

for (
  const [accept, suffix] of [
    [null, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['application/xml', 'xml'],
    ['text/xml', 'xml'],
    ['Text/XML;charset=utf-8', 'xml'],
    ['application/x-www-form-urlencoded', 'form'],
    ['text/plain', 'form'],
    ['application/json, text/plain, */*', 'json'],
    ['text/xml, application/json', 'xml'],
    ['text/xml;q=0.5, application/json;q=0.6', 'json'],
    ['application/xml;q=0, */*', 'json'],
    ['application/xml; q = 0.9 ;x=y, text/plain;q=0.1', 'xml'],
    ['application/xml;q=high', 'xml'],
    ['text/html, image/gif, *; q=.2, */*; q=.2', 'json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'xml'],
    ['image/png', 'json'],
    [',;,;q=,', 'json'],
  ] as const
) {
  Deno.test(`Accept: ${accept ?? '(none)'} gets ${suffix}`, () => {
    assert.equal(formatOfAccept(accept).suffix, suffix);
  });
}
