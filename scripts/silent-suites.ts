/** How the titles of a contract suite begin, on each engine that must pass it. */
const SUITES: readonly (readonly string[])[] = [
  ['SQLite directory ', 'PostgreSQL directory '],
  ['SQLite migrations ', 'PostgreSQL migrations '],
  ['SQLite audit log ', 'PostgreSQL audit log '],
  ['SQLite people ', 'PostgreSQL people '],
  ['SQLite history ', 'PostgreSQL history '],
  ['SQLite reports ', 'PostgreSQL reports '],
  ['embedded switchboard ', 'clustered switchboard '],
  ['embedded service ', 'clustered service '],
];

/**
 * What keeps a contract suite from proving that every engine does the same: a line for each engine that did not run
 * a test that another one ran, or ran none at all. `titles` are those of a whole test run.
 */
export function silentSuites(
  titles: readonly string[],
  suites: readonly (readonly string[])[] = SUITES,
): string[] {
  return suites.flatMap((engines) => {
    const ran = engines.map((engine) => testsOf(engine, titles));
    const all = ran.reduce((some, others) => some.union(others), new Set<string>());
    return engines.flatMap((engine, index) => faults(engine, all.difference(ran[index]), all.size));
  });
}

function testsOf(engine: string, titles: readonly string[]): Set<string> {
  return new Set(
    titles.filter((title) => title.startsWith(engine)).map((title) => title.slice(engine.length)),
  );
}

function faults(engine: string, missing: ReadonlySet<string>, most: number): string[] {
  if (most === 0) return [`No test begins with "${engine}…".`];
  if (missing.size === 0) return [];
  const [first] = missing;
  return [`"${engine}…" has ${most - missing.size} tests of ${most}; among the missing: "${first}".`];
}
