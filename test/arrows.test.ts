import assert from 'node:assert/strict';
import { dirname, join, relative } from 'node:path';

/** Who may import whom, by the first folder under `src` (or the file itself): DESIGN of the house in docs/architecture. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'routing': [],
  'log.ts': [],
  'map-in-slices.ts': [],
  'config.ts': [],
  'contract': ['routing'],
  'switchboard': ['routing', 'log.ts', 'map-in-slices.ts'],
  'directory': ['routing', 'log.ts'],
  'history': ['routing', 'log.ts'],
  'simulation': ['contract', 'history', 'routing'],
  'ws': ['contract', 'routing', 'switchboard', 'log.ts'],
  'manager': [
    'contract',
    'routing',
    'switchboard',
    'directory',
    'history',
    'simulation',
    'log.ts',
    'map-in-slices.ts',
  ],
  'report-thread': ['contract', 'directory', 'history', 'log.ts', 'manager'],
  'web': ['contract', 'routing'],
  'metrics': ['contract', 'routing', 'switchboard', 'version.ts', 'ws'],
  'version.ts': [],
  'installation-secret.ts': [],
  'compose.ts': [
    'config.ts',
    'installation-secret.ts',
    'directory',
    'history',
    'log.ts',
    'manager',
    'metrics',
    'report-thread',
    'routing',
    'switchboard',
    'ws',
  ],
  'main.ts': ['compose.ts', 'config.ts', 'log.ts', 'manager'],
  'cli': [
    'compose.ts',
    'config.ts',
    'contract',
    'directory',
    'log.ts',
    'manager',
    'routing',
    'simulation',
    'switchboard',
  ],
};

const root = new URL('../src/', import.meta.url).pathname;

function* sources(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory && entry.name !== 'dist') yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

const roomOf = (path: string) => relative(root, path).split('/')[0];

function importsOf(path: string): string[] {
  const text = Deno.readTextFileSync(path);
  const specifiers = text.matchAll(/(?:from|import|import\.meta\.resolve)\s*\(?\s*'(\.{1,2}\/[^']+\.tsx?)'/g);
  return [...specifiers].map(([, specifier]) => join(dirname(path), specifier));
}

Deno.test('imports go one way through the house', () => {
  const wrong = [...sources(root)].flatMap((path) =>
    importsOf(path).filter((target) => {
      const [from, to] = [roomOf(path), roomOf(target)];
      return from !== to && !(MAY_IMPORT[from] ?? []).includes(to);
    }).map((target) => `${relative(root, path)} imports ${relative(root, target)}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test('every room of the house has its rule', () => {
  const rooms = new Set([...sources(root)].map(roomOf));
  assert.deepEqual([...rooms].filter((room) => !(room in MAY_IMPORT)), []);
});

Deno.test('the core knows no clock, no chance and no outside', () => {
  const impure =
    /\bDate\.now|new Date\(|Math\.random|\bcrypto\b|performance\.now|\bfetch\(|Deno\.|from 'node:|setTimeout/;
  const guilty = [...sources(join(root, 'routing'))].filter((path) =>
    impure.test(Deno.readTextFileSync(path))
  );
  assert.deepEqual(guilty, []);
});

Deno.test('only the configuration reads the environment', () => {
  const guilty = [...sources(root)].filter((path) =>
    /Deno\.env|process\.env/.test(Deno.readTextFileSync(path)) && !/(main|config)\.ts$/.test(path)
  );
  assert.deepEqual(guilty, []);
});
