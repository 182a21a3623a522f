import assert from 'node:assert/strict';
import { silentSuites } from '../../scripts/silent-suites.ts';

const ENGINES = [['SQLite directory ', 'PostgreSQL directory ']];
const titles = (engine: string, ...tests: string[]) => tests.map((test) => `${engine} directory ${test}`);

Deno.test('suites that ran the same tests on every engine are all right, whatever else ran', () => {
  const ran = [
    ...titles('SQLite', 'begins', 'ends'),
    'something else',
    ...titles('PostgreSQL', 'ends', 'begins'),
  ];
  assert.deepEqual(silentSuites(ran, ENGINES), []);
});

Deno.test('an engine that left a test out is named, with the test', () => {
  const ran = [...titles('SQLite', 'begins', 'ends'), ...titles('PostgreSQL', 'begins')];
  assert.deepEqual(silentSuites(ran, ENGINES), [
    '"PostgreSQL directory …" has 1 tests of 2; among the missing: "ends".',
  ]);
});

Deno.test('an engine that ran none is named', () => {
  assert.deepEqual(silentSuites(titles('PostgreSQL', 'begins'), ENGINES), [
    '"SQLite directory …" has 0 tests of 1; among the missing: "begins".',
  ]);
});

Deno.test('a suite that ran nowhere is named', () => {
  assert.deepEqual(silentSuites(['something else'], ENGINES), [
    'No test begins with "SQLite directory …".',
    'No test begins with "PostgreSQL directory …".',
  ]);
});
