import { ok } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 200_000;
const DIST = new URL('../../../src/web/dist/', import.meta.url);

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

Deno.test('the first page needs at most 200 kB of script, compressed', async () => {
  const manifest = await readManifest();
  const bytes = [...scriptsOf(manifest, 'index.html')]
    .map((file) => gzipSync(Deno.readFileSync(new URL(file, DIST))).length);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  ok(total > 0 && total <= BUDGET_BYTES, `${total} bytes`);
});

/** The entry and everything that it imports at once; what it imports later does not count. */
function scriptsOf(manifest: Record<string, Chunk>, name: string, found = new Set<string>()): Set<string> {
  const { file, imports = [] } = manifest[name];
  if (found.has(file)) return found;
  found.add(file);
  for (const each of imports) scriptsOf(manifest, each, found);
  return found;
}

async function readManifest(): Promise<Record<string, Chunk>> {
  try {
    return JSON.parse(await Deno.readTextFile(new URL('.vite/manifest.json', DIST)));
  } catch (cause) {
    throw new Error('The page is not built. Run `deno task build` first.', { cause });
  }
}
