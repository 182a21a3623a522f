/** Builds the Route Manager's page unless the last build is newer than everything it is made of. */
import process from 'node:process';
import { join } from 'node:path';

const BUILT = 'src/web/dist/index.html';
const SOURCES = ['src/web', 'src/contract', 'src/routing', 'scripts/web.ts', 'deno.json', 'deno.lock'];

if (newest(SOURCES) > modified(BUILT)) {
  console.error('Building the Route Manager …');
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ['task', '--quiet', 'build'],
  }).output();
  if (!success) {
    await Deno.stderr.write(stdout);
    await Deno.stderr.write(stderr);
    process.exit(1);
  }
}

function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((path) => Deno.statSync(path).isDirectory ? newest(childrenOf(path)) : modified(path)),
  );
}

function childrenOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .map(({ name }) => join(folder, name));
}

/** 0 when there is no such file. */
function modified(path: string): number {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
