import type { Kysely } from 'kysely';
import type { AuditEvent } from '../../contract/auth.ts';
import type { Engine } from '../../directory/engine.ts';
import type { Log } from '../../log.ts';
import type { Authenticator } from '../principal.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createClientAddressOf } from './client-address.ts';
import { migrateAuth } from './migrate-auth.ts';
import { createPeople } from './people.ts';
import { presentedKey } from './presented-key.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRows } from './rows.ts';
import { createSetup, type Setup } from './setup.ts';
import { createSignInHandler } from './sign-in-endpoints.ts';
import { createSignedInReader, principalOf, type SignedInReader } from './signed-in.ts';

export interface AuthOptions {
  /** Shared with the directory, or an own one; the caller closes it. */
  // deno-lint-ignore no-explicit-any -- the tables are better-auth's to name
  readonly database: Kysely<any>;
  readonly engine: Engine;
  /** Signs cookies and set-up links, encrypts second factors: at least 32 characters, kept for good. */
  readonly secret: string;
  /** Base of the Route Manager's links, without a trailing slash. */
  readonly publicUrl: string;
  /** Addresses and networks of the proxies in front of us, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  readonly log: Log;
  /** Stores what changed; called after the change is committed. */
  readonly audit: (event: AuditEvent) => void | Promise<void>;
  /** Milliseconds since 1970, for our own rows; sessions follow the machine's clock. */
  readonly clock?: () => number;
}

/** People, accounts and keys. */
export interface Auth {
  /** Answers `/api/auth/*`: signing in and out, passwords, second factors. */
  readonly handler: (request: Request) => Promise<Response>;
  readonly authenticator: Authenticator;
  readonly setup: Setup;
  readonly keys: ApiKeys;
}

/** Brings the tables up to date and opens people, accounts and keys. Throws when the database can't be used. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { database, engine, secret, log, clock: now = Date.now } = options;
  const clientAddressOf = createClientAddressOf(options.trustedProxies ?? []);
  const people = createPeople({ ...options, rateLimiter: createRateLimiter(now) });
  await migrateAuth(database, engine, people.options);
  const context = await people.$context;
  const rows = createRows(context);
  const audit = createAuditTrail(options.audit, now);
  const keys = createApiKeys({ rows, audit, log, now });
  return {
    handler: createSignInHandler(people, clientAddressOf),
    authenticator: createAuthenticator(keys, createSignedInReader(people, rows)),
    setup: createSetup({ context, rows, audit, secret, now }),
    keys,
  };
}

/** A key outranks a session: whoever sends one means to act with it. */
function createAuthenticator(keys: ApiKeys, signedIn: SignedInReader): Authenticator {
  return {
    async authenticate({ headers }) {
      const key = presentedKey(headers);
      if (key !== undefined) return await keys.verify(key);
      const found = await signedIn.read(headers);
      return found && principalOf(found);
    },
  };
}
