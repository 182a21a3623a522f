import type { Kysely } from 'kysely';
import type { AuditEvent } from '../../contract/auth.ts';
import type { Engine } from '../../directory/engine.ts';
import type { Log } from '../../log.ts';
import type { Operation } from '../http/operation.ts';
import type { Authenticator } from '../principal.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createClientAddressOf } from './client-address.ts';
import { createInvitations } from './invitations.ts';
import { createMailer, type MailOptions } from './mailer.ts';
import { createMembers } from './members.ts';
import { migrateAuth } from './migrate-auth.ts';
import { accountOperations } from './operations/account-operations.ts';
import { invitationOperations } from './operations/invitation-operations.ts';
import { keyOperations } from './operations/key-operations.ts';
import { meOperations } from './operations/me-operations.ts';
import { memberOperations } from './operations/member-operations.ts';
import { createSignInNewcomer } from './operations/newcomers.ts';
import { createRateLimited } from './operations/rate-limited.ts';
import { setupOperations } from './operations/setup-operations.ts';
import { createOwnSessions } from './own-sessions.ts';
import { createNotingSignIn } from './noting-sign-in.ts';
import { createPeople } from './people.ts';
import { presentedKey } from './presented-key.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createRows } from './rows.ts';
import { createSetup, type Setup } from './setup.ts';
import { createSignInHandler } from './sign-in-endpoints.ts';
import { createSignedInReader, principalOf, type SignedInReader } from './signed-in.ts';
import type { SingleSignOn } from './single-sign-on.ts';

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
  /** The mail server; without one, links are handed over by hand. */
  readonly mail?: MailOptions | undefined;
  readonly singleSignOn?: SingleSignOn | undefined;
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
  /** The REST operations on accounts, members, invitations, keys and oneself. */
  readonly operations: readonly Operation[];
  readonly authenticator: Authenticator;
  readonly setup: Setup;
  readonly accounts: Accounts;
  readonly keys: ApiKeys;
  readonly recovery: Recovery;
}

/** Brings the tables up to date and opens people, accounts and keys. Throws when the database can't be used. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { database, engine, secret, publicUrl, singleSignOn, mail, log, clock: now = Date.now } = options;
  const clientAddressOf = createClientAddressOf(options.trustedProxies ?? []);
  const rateLimiter = createRateLimiter(now);
  const mailer = mail && createMailer(mail, log);
  const people = createPeople({
    ...{ database, engine, secret, publicUrl, rateLimiter, mailer, singleSignOn, log },
    isInvited: (email) => invitations.awaits(email),
  });
  await migrateAuth(database, engine, people.options);
  const context = await people.$context;
  const rows = createRows(context);
  const audit = createAuditTrail(options.audit, log, now);

  const setup = createSetup({ context, rows, audit, secret, now });
  const accounts = createAccounts({ rows, audit, now });
  const keys = createApiKeys({ rows, audit, log, now });
  const members = createMembers({ rows, audit });
  const invitations = createInvitations({ context, rows, audit, mailer, publicUrl, now });
  const recovery = createRecovery({ context, rows, audit, mailer, publicUrl, now });
  const signedIn = createSignedInReader(people, rows);
  const ownSessions = createOwnSessions(rows, now);
  const authenticator = createAuthenticator(keys, signedIn);
  const limited = createRateLimited(rateLimiter, clientAddressOf);
  const signInNewcomer = createSignInNewcomer(people, clientAddressOf);
  const ways = { passwordByMail: mail !== undefined, singleSignOn: singleSignOn !== undefined };

  return {
    handler: createSignInHandler(people, clientAddressOf, createNotingSignIn(signedIn, audit)),
    operations: [
      ...setupOperations({ setup, accounts, signInNewcomer, limited, ...ways }),
      ...meOperations({ authenticator, accounts, signedIn, ownSessions }),
      ...accountOperations(accounts),
      ...memberOperations(members, recovery),
      ...invitationOperations({ invitations, signedIn, ownSessions, signInNewcomer, limited }),
      ...keyOperations(keys),
    ],
    authenticator,
    setup,
    accounts,
    keys,
    recovery,
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
