import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { serveHere, type TestService } from './served-here.ts';

export const OWNER = { email: 'owner@example.com', password: 'correct horse battery' };

/** What a browser test works with: a service of its own, and a page of it that nobody has signed in to. */
export interface Visit {
  readonly server: TestService;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens a page in another browser, whose cookies are its own; its faults fail the test as well. */
  readonly elsewhere: () => Promise<Page>;
}

/** One for all tests of a file: what they may not share is in their contexts. */
let browser: Browser;

Deno.test.beforeAll(async () => {
  browser = await openBrowser();
});

Deno.test.afterAll(() => browser.close());

/**
 * Runs a browser test on a fresh service with a first owner (`OWNER`), unless `env` says otherwise. Fails as well when
 * the page logs an error, such as a breach of its content security policy, or has a fault that nobody caught.
 */
export async function visit(
  run: (visit: Visit) => Promise<void>,
  env: Record<string, string> = {},
  start: (env: Record<string, string>) => Promise<TestService> = serveHere,
) {
  const dataDir = await Deno.makeTempDir();
  const server = await start({
    DATA_DIR: dataDir,
    SETUP_EMAIL: OWNER.email,
    SETUP_PASSWORD: OWNER.password,
    ...env,
  });
  const contexts: BrowserContext[] = [];
  try {
    const faults: string[] = [];
    const elsewhere = async () => {
      const context = await browser.newContext({ baseURL: server.url, locale: 'en-US' });
      contexts.push(context);
      const page = await context.newPage();
      watchFaults(page, faults);
      return page;
    };
    const page = await elsewhere();
    await run({ server, context: page.context(), page, elsewhere });
    if (faults.length > 0) throw new Error(`The page logged:\n${faults.join('\n')}`);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** The same with the owner signed in, on the Route Manager. */
export function signedIn(
  run: (visit: Visit) => Promise<void>,
  env: Record<string, string> = {},
  start: (env: Record<string, string>) => Promise<TestService> = serveHere,
) {
  return visit(
    async (visit) => {
      const response = await visit.context.request.post('/api/auth/sign-in/email', {
        data: OWNER,
        headers: { origin: visit.server.url },
      });
      if (!response.ok()) throw new Error(`Signing in failed: ${response.status()} ${await response.text()}`);
      await visit.page.goto('/');
      await run(visit);
    },
    env,
    start,
  );
}

/** Chromium without what would reach for the network; the executable is `CHROMIUM`, if set. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: Deno.env.get('CHROMIUM') ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The network's own words about refused requests (such as a 412) are no faults of the page. */
function watchFaults(page: Page, faults: string[]) {
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(text);
  });
}
