import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { AuditEvent } from '../../../src/contract/auth.ts';
import type { Engine } from '../../../src/directory/engine.ts';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { rememberSender } from '../../../src/manager/auth/client-address.ts';
import { type Auth, type AuthOptions, openAuth } from '../../../src/manager/auth/open-auth.ts';
import { emptyDatabase } from '../../support/postgres.ts';

export const PUBLIC_URL = 'http://localhost:8080';
export const OWNER = { accountName: 'Acme', email: 'owner@example.com', password: 'correct horse' };

/** People, accounts and keys on a real database, and what was recorded. */
export interface Installation extends AsyncDisposable {
  readonly auth: Auth;
  readonly audited: AuditEvent[];
}

/** A place for a database that several installations open, one after the other or at once. */
export interface Place extends AsyncDisposable {
  readonly engine: Engine;
  // deno-lint-ignore no-explicit-any -- the tables are better-auth's to name
  open(): Kysely<any>;
}

export interface InstallOptions extends Partial<AuthOptions> {
  /** A SQLite file; in memory unless given. */
  readonly file?: string;
  /** Where, instead of `file`. */
  readonly place?: Pick<Place, 'engine' | 'open'>;
}

export async function install(given: InstallOptions = {}): Promise<Installation> {
  const { file = ':memory:', place = sqliteAt(file), ...options } = given;
  const database = place.open();
  const audited: AuditEvent[] = [];
  const auth = await openAuth({
    database,
    engine: place.engine,
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

/** A SQLite file that is not there yet. */
export async function databaseFile(): Promise<Place & { readonly file: string }> {
  const directory = await Deno.makeTempDir();
  const file = join(directory, 'directory.db');
  return {
    file,
    ...sqliteAt(file),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

/** A PostgreSQL database without any table. */
export async function databaseOnPostgres(): Promise<Place> {
  const { url, drop } = await emptyDatabase();
  return { engine: 'postgres', open: () => openPostgres(url), [Symbol.asyncDispose]: drop };
}

function sqliteAt(file: string): Pick<Place, 'engine' | 'open'> {
  return { engine: 'sqlite', open: () => openSqlite(file) };
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
