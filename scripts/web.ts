/**
 * Builds the Route Manager's page (`build`), or serves it with hot reload beside a running server (`dev`).
 * Vite looks for packages in a node_modules folder, so the tasks that call this ask Deno for one; the service itself
 * never needs it.
 */
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig, type Plugin } from 'vite';
import config from '../deno.json' with { type: 'json' };
import { themeVariables } from '../src/web/app/theme-variables.ts';

const ROOT = new URL('../src/web', import.meta.url).pathname;
const ASSETS = join(ROOT, 'dist/assets');

/** Mantine would write the theme's variables into a `<style>` element, which our content security policy forbids. */
const staticTheme: Plugin = {
  name: 'static-theme',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('/app/theme.css') ? code.replace('@theme-variables;', () => themeVariables()) : null;
  },
};

/** Import names of deno.json that stand for a file within a package: Vite has to be told. */
function packageFiles(imports: Record<string, string>) {
  return Object.entries(imports).flatMap(([name, specifier]) => {
    const [, pkg, path] = /^npm:((?:@[^/]+\/)?[^@/]+)@[^/]+(\/.+)?$/.exec(specifier) ?? [];
    return path ? [{ find: name, replacement: pkg + path }] : [];
  });
}

/** Compresses once what the service would otherwise compress for every visitor, or send as it is. */
async function compressAssets() {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const { name } of [...Deno.readDirSync(ASSETS)]) {
    const path = join(ASSETS, name);
    const source = await Deno.readFile(path);
    await Deno.writeFile(`${path}.br`, brotliCompressSync(source, best));
    await Deno.writeFile(`${path}.gz`, gzipSync(source, { level: constants.Z_BEST_COMPRESSION }));
  }
}

function webConfig(server: string): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    plugins: [staticTheme, react()],
    resolve: { alias: packageFiles(config.imports) },
    build: { outDir: 'dist', emptyOutDir: true, manifest: true, assetsInlineLimit: 0 },
    server: { host: '127.0.0.1', proxy: { '^/api/(?!docs$)': server, '/ws': server } },
  };
}

const [task] = Deno.args;
const web = webConfig(Deno.env.get('ROUTES_URL') ?? 'http://127.0.0.1:8080');
if (task === 'build') {
  await build(web);
  await compressAssets();
} else if (task === 'dev') {
  const server = await createServer(web);
  await server.listen();
  server.printUrls();
} else {
  console.error('Say what to do: build or dev.');
  Deno.exit(2);
}
