import assert from 'node:assert/strict';
import { dirname, join, relative } from 'node:path';

const root = new URL('../', import.meta.url).pathname;

/** Folders of others, and of what is generated. */
const SKIPPED = new Set(['node_modules', 'data', 'coverage', 'dist', 'src', 'test']);

function* pages(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (name.startsWith('.') || SKIPPED.has(name)) continue;
    if (isDirectory) yield* pages(join(folder, name));
    else if (name.endsWith('.md')) yield join(folder, name);
  }
}

/** Links to other files and to headings, outside of code. */
function linksOf(page: string): string[] {
  const prose = Deno.readTextFileSync(page).replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The names by which the headings of a page are linked, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = [...Deno.readTextFileSync(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
  );
}

function leadsNowhere(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  try {
    Deno.statSync(target);
  } catch {
    return true;
  }
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

Deno.test('every link in the documentation leads somewhere', () => {
  const broken = [...pages(root)].flatMap((page) =>
    linksOf(page).filter((link) => leadsNowhere(page, link)).map((link) => `${relative(root, page)}: ${link}`)
  );
  assert.deepEqual(broken, []);
});
