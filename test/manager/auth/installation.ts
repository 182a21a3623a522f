import { join } from 'node:path';
import type { AuditEvent } from '../../../src/contract/auth.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { rememberSender } from '../../../src/manager/auth/client-address.ts';
import { type Auth, type AuthOptions, openAuth } from '../../../src/manager/auth/open-auth.ts';

export const PUBLIC_URL = 'http://localhost:8080';
export const OWNER = { accountName: 'Acme', email: 'owner@example.com', password: 'correct horse' };

/** People, accounts and keys on a real database, and what was recorded. */
export interface Installation extends AsyncDisposable {
  readonly auth: Auth;
  readonly audited: AuditEvent[];
}

export type InstallOptions = Partial<AuthOptions> & { readonly file?: string };

/** `file` is `:memory:` unless given. */
export async function install({ file = ':memory:', ...options }: InstallOptions = {}): Promise<Installation> {
  const database = openSqlite(file);
  const audited: AuditEvent[] = [];
  const auth = await openAuth({
    database,
    engine: 'sqlite',
    secret: 'a secret for tests, 32 characters and more',
    publicUrl: PUBLIC_URL,
    log: silentLog,
    audit: (event) => void audited.push(event),
    ...options,
  });
  return { auth, audited, [Symbol.asyncDispose]: () => database.destroy() };
}

/** An installation whose first account and owner exist. */
export async function installed(options: InstallOptions = {}): Promise<Installation> {
  const installation = await install(options);
  await installation.auth.setup.completeHere(OWNER);
  return installation;
}

/** A place for a database that several installations open, one after the other or at once. */
export async function databaseFile(): Promise<AsyncDisposable & { readonly file: string }> {
  const directory = await Deno.makeTempDir();
  return {
    file: join(directory, 'directory.db'),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

/** What a browser talks to. */
export type Serve = (request: Request) => Promise<Response>;

/** A browser at one address: it keeps cookies and sends what browsers send. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(readonly serve: Serve, readonly address = '198.51.100.7', readonly origin = PUBLIC_URL) {}

  /** A request of the page, as it reaches the server. */
  request(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Request {
    const headers = new Headers({ origin: this.origin, 'sec-fetch-site': 'same-origin' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    const request = new Request(new URL(path, this.origin), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    rememberSender(request, this.address);
    return request;
  }

  /** Sends a request and keeps the cookies of the answer. */
  async send(request: Request): Promise<Response> {
    const response = await this.serve(request);
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (/max-age=0/i.test(header)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  async call(path: string, body?: unknown): Promise<Response> {
    return await this.send(this.request(`/api/auth${path}`, body));
  }

  async signIn(email = OWNER.email, password = OWNER.password): Promise<Response> {
    return await this.call('/sign-in/email', { email, password });
  }
}
