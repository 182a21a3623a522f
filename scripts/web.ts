/**
 * Builds the Route Manager's page (`build`), or serves it with hot reload beside a running server (`dev`).
 * Vite looks for packages in a node_modules folder, so the tasks that call this ask Deno for one; the service itself
 * never needs it.
 */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig, type Plugin } from 'vite';
import config from '../deno.json' with { type: 'json' };
import { themeVariables } from '../src/web/app/theme-variables.ts';

const ROOT = new URL('../src/web', import.meta.url).pathname;

/** Mantine would write the theme's variables into a `<style>` element, which our content security policy forbids. */
const staticTheme: Plugin = {
  name: 'static-theme',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('/app/theme.css') ? code.replace('@theme-variables;', () => themeVariables()) : null;
  },
};

/** Compresses once what the service would otherwise compress for every visitor, or send as it is. */
const compressed: Plugin = {
  name: 'compressed',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const [fileName, output] of Object.entries(bundle)) {
      if (!/\.(js|css)$/.test(fileName)) continue;
      const source = output.type === 'chunk' ? output.code : output.source;
      const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
      this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, best) });
      this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
    }
  },
};

/** Import names of deno.json that stand for a file within a package: Vite has to be told. */
function packageFiles(imports: Record<string, string>) {
  return Object.entries(imports).flatMap(([name, specifier]) => {
    const [, pkg, path] = /^npm:((?:@[^/]+\/)?[^@/]+)@[^/]+(\/.+)?$/.exec(specifier) ?? [];
    return path ? [{ find: name, replacement: pkg + path }] : [];
  });
}

function webConfig(server: string): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    plugins: [staticTheme, react(), compressed],
    resolve: { alias: packageFiles(config.imports) },
    build: { outDir: 'dist', emptyOutDir: true, manifest: true, assetsInlineLimit: 0 },
    server: { host: '127.0.0.1', proxy: { '/api': server, '/ws': server } },
  };
}

const [task] = Deno.args;
const web = webConfig(Deno.env.get('ROUTES_URL') ?? 'http://127.0.0.1:8080');
if (task === 'build') {
  await build(web);
} else if (task === 'dev') {
  const server = await createServer(web);
  await server.listen();
  server.printUrls();
} else {
  console.error('Say what to do: build or dev.');
  Deno.exit(2);
}
