/**
 * Takes pictures of every view of the Route Manager, in light and dark, at desktop and phone width, into a folder
 * (`screenshots` unless named), from a demo with simulated callers: `deno task screenshots [FOLDER]`.
 */
import type { Browser, BrowserContext } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { ensureChromium } from './chromium.ts';

const PORT = 8089;
/** Until the shares have settled. */
const WARM_UP_SECONDS = 12;

const schemes = ['light', 'dark'] as const;
const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };

/** Views of somebody who is signed in. */
const views = {
  'route-manager': '/',
  'group': '/groups/1',
  'use-it': '/groups/1/use',
  'history': '/groups/1/history',
  'new-group': '/groups/new',
  'edit-group': '/groups/1/edit',
  'live': '/live',
  'deleted-groups': '/deleted',
  'reports': '/reports?period=last-hour',
  'account': '/account',
  'webhooks': '/account/webhooks',
  'me': '/me',
};

const visitorViews = { 'sign-in': '/sign-in', 'set-up-used': '/setup?token=used', 'rest-api': '/api/docs' };

const folder = Deno.args[0] ?? 'screenshots';
await Deno.mkdir(folder, { recursive: true });
Deno.env.set('CHROMIUM', await ensureChromium());
const { demo, link } = await startDemo();
const browser = await openBrowser();
try {
  for (const scheme of schemes) {
    for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) await takeAll(browser, scheme, size);
  }
} finally {
  await browser.close();
  demo.kill('SIGINT');
  await demo.status;
}

async function takeAll(browser: Browser, colorScheme: 'light' | 'dark', size: keyof typeof sizes) {
  const context = await browser.newContext({
    colorScheme,
    viewport: sizes[size],
    baseURL: `http://127.0.0.1:${PORT}`,
  });
  const suffix = `${size}-${colorScheme}`;
  await take(context, visitorViews, suffix);
  const page = await context.newPage();
  await page.goto(link);
  await page.close();
  await take(context, views, suffix);
  await context.close();
}

async function take(context: BrowserContext, views: Readonly<Record<string, string>>, suffix: string) {
  for (const [name, path] of Object.entries(views)) {
    const page = await context.newPage();
    await page.goto(path);
    await page.locator('main').waitFor();
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${folder}/${name}-${suffix}.png` });
    await page.close();
  }
}

/** The demo in a process of its own, once its calls have settled, and the link that signs in. */
async function startDemo(): Promise<{ demo: Deno.ChildProcess; link: string }> {
  const args = ['run', '--quiet', '-A', 'scripts/demo.ts', '--port', String(PORT), '--calls-per-second', '8'];
  const demo = new Deno.Command(Deno.execPath(), { args: [...args, '--talk-seconds', '8'], stdout: 'piped' })
    .spawn();
  const lines = demo.stdout.pipeThrough(new TextDecoderStream());
  let link: string | undefined;
  let tables = 0;
  for await (const text of lines.values({ preventCancel: true })) {
    link ??= /http:\S+\/demo-\S+/.exec(text)?.[0];
    if (link && ++tables >= WARM_UP_SECONDS) break;
  }
  void lines.pipeTo(new WritableStream());
  if (link) return { demo, link };
  throw new Error('The demo ended before it was ready.');
}
