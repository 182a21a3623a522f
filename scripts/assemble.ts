/**
 * Puts into a folder everything that the service needs to run, and nothing else: its source, the built page, and the
 * packages that it imports. With Deno on the machine, the folder's `serve` starts it: without a network, and without
 * writing there. The folder stays where it was made, as Deno keeps what it made of a source file by the file's path.
 */
import process from 'node:process';
import { dirname, join, resolve } from 'node:path';
import config from '../deno.json' with { type: 'json' };

const folder = Deno.args[0] && resolve(Deno.args[0]);
if (!folder || !isFree(folder)) {
  console.error('Say where: deno task assemble FOLDER. It must be empty or not there yet.');
  process.exit(2);
}
process.chdir(join(import.meta.dirname!, '..'));
await deno('run', '--quiet', '--allow-read', '--allow-run', 'scripts/ensure-web.ts');
const sources = [...sourcesIn('src'), 'scripts/permissions.ts'];
for (const path of [...sources, ...filesIn('src/web/dist'), 'deno.lock', 'LICENSE']) await copy(path);
await copy('deploy/serve', 'serve');
await Deno.writeTextFile(join(folder, 'deno.json'), `${JSON.stringify(runtimeConfig(sources), null, 2)}\n`);
process.chdir(folder);
process.env.DENO_DIR = join(folder, 'cache');
await deno('cache', '--quiet', ...sources);
console.log(`${folder} has everything that the service needs. Start it with ${join(folder, 'serve')}.`);

function isFree(path: string): boolean {
  try {
    return [...Deno.readDirSync(path)].length === 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

function sourcesIn(path: string): string[] {
  return filesIn(path).filter((file) => file.endsWith('.ts') && !file.startsWith('src/web/'));
}

function filesIn(path: string): string[] {
  return [...Deno.readDirSync(path)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(join(path, name)) : [join(path, name)]
  );
}

async function copy(from: string, to = from) {
  await Deno.mkdir(dirname(join(folder, to)), { recursive: true });
  await Deno.copyFile(from, join(folder, to));
}

/** With the packages that these files import, so that nobody downloads a browser driver or a database for a service. */
function runtimeConfig(sources: readonly string[]) {
  const text = sources.map((path) => Deno.readTextFileSync(path)).join('\n');
  const isImported = (name: string) => text.includes(`'${name}'`) || text.includes(`'${name}/`);
  const { name, version, exports, nodeModulesDir, lock, unstable, tasks: { routes } } = config;
  const imports = Object.fromEntries(Object.entries(config.imports).filter(([name]) => isImported(name)));
  return { name, version, exports, nodeModulesDir, lock, unstable, tasks: { routes }, imports };
}

async function deno(...args: string[]) {
  const { success } = await new Deno.Command(Deno.execPath(), { args, stdin: 'null' }).spawn().status;
  if (!success) throw new Error(`deno ${args.slice(0, 3).join(' ')} … failed.`);
}
