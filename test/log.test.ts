import assert from 'node:assert/strict';
import { createLog } from '../src/log.ts';

function logOf(format: 'text' | 'json', level: 'debug' | 'info' | 'warn' | 'error' = 'debug') {
  const lines: string[] = [];
  const now = () => new Date('2026-01-02T03:04:05.678Z');
  return { log: createLog({ level, format, write: (line) => lines.push(line), now }), lines };
}

Deno.test('text logs read well', () => {
  const { log, lines } = logOf('text');
  log.info('Ready.', { port: 8080, link: 'http://localhost/setup?token=a b', nothing: undefined });
  assert.deepEqual(lines, [
    '2026-01-02T03:04:05.678Z INFO  Ready. port=8080 link="http://localhost/setup?token=a b"',
  ]);
});

Deno.test('JSON logs parse', () => {
  const { log, lines } = logOf('json');
  log.warn('Odd.', { session: 'a\n"b"' });
  assert.deepEqual(JSON.parse(lines[0]), {
    time: '2026-01-02T03:04:05.678Z',
    level: 'warn',
    message: 'Odd.',
    session: 'a\n"b"',
  });
});

Deno.test("hostile text can't forge a line", () => {
  const { log, lines } = logOf('text');
  log.error('bad\r\n2026 INFO  forged', { value: 'x\ny' });
  assert.equal(lines[0].split('\n').length, 1);
});

Deno.test('what is below the level is not written', () => {
  const { log, lines } = logOf('text', 'warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  assert.equal(lines.length, 2);
});
