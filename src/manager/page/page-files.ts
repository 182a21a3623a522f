import { extname, join } from 'node:path';
import { problemResponse } from '../http/problem-response.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The build names these after their content, so that one address never changes what it has. */
const HASHED = '/assets/';

/** Files that the build compressed beforehand, the smallest first. */
const ENCODINGS = [{ name: 'br', suffix: '.br' }, { name: 'gzip', suffix: '.gz' }];

/**
 * Answers with the files of the built page. Addresses that name no file are the page's own (`/groups/7`), so they get
 * its index; those that look like a file are not found. Without a build, a page says how to make it.
 */
export async function servePage(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return readOnly();
  const path = filePath(new URL(request.url).pathname);
  if (path === undefined) return problemResponse('not-found');
  const file = await serveFile(root, path, request);
  if (file) return file;
  if (extname(path) !== '' || path.startsWith(HASHED)) return problemResponse('not-found');
  return await serveFile(root, '/index.html', request) ?? notBuilt();
}

/** The path of a file below the root; undefined for what can't be one: hidden files, and ways out of the root. */
function filePath(pathname: string): string | undefined {
  const parts = pathname.split('/').slice(1).map(decoded);
  return parts.every((part) => part !== undefined && !/^\.|[\\/\0]/.test(part))
    ? `/${parts.join('/')}`
    : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

async function serveFile(root: string, path: string, request: Request): Promise<Response | undefined> {
  const type = TYPES[extname(path)];
  if (type === undefined) return undefined;
  const headers = new Headers({
    'content-type': type,
    'cache-control': path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  });
  const accepted = request.headers.get('accept-encoding') ?? '';
  for (const { name, suffix } of ENCODINGS) {
    const body = accepted.includes(name) ? await readFile(join(root, path + suffix)) : undefined;
    if (!body) continue;
    headers.set('content-encoding', name);
    return new Response(body, { headers });
  }
  const body = await readFile(join(root, path));
  return body && new Response(body, { headers });
}

async function readFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.IsADirectory ||
    error instanceof Deno.errors.NotADirectory;
}

function readOnly(): Response {
  const allow = 'GET, HEAD';
  return problemResponse('method-not-allowed', {
    detail: `This address takes ${allow}.`,
    headers: { allow },
  });
}

function notBuilt(): Response {
  return new Response(NOT_BUILT, { status: 503, headers: { 'content-type': TYPES['.html'] } });
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Route Manager</title>
<h1>The Route Manager's page is not built yet</h1>
<p>Run <code>deno task build</code> where the service is installed, then load this page again.</p>
<p>Calls are routed, and the REST API at <a href="/api/openapi.json">/api</a> answers, without it.</p>
</html>
`;
