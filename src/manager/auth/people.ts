import { type Auth, betterAuth, type BetterAuthOptions } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import { PASSWORD_LENGTH } from '../../contract/auth.ts';
import type { Engine } from '../../directory/engine.ts';
import type { Log } from '../../log.ts';
import { accountTables } from './account-tables.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import { passwordLink } from './links.ts';
import { type Mailer, passwordMail } from './mailer.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { SINGLE_SIGN_ON, type SingleSignOn, singleSignOnBy } from './single-sign-on.ts';

export interface PeopleOptions {
  // deno-lint-ignore no-explicit-any -- the tables are better-auth's to name
  readonly database: Kysely<any>;
  readonly engine: Engine;
  /** Signs cookies and encrypts second factors: at least 32 characters, kept for good. */
  readonly secret: string;
  /** Base of the Route Manager's links, without a trailing slash. */
  readonly publicUrl: string;
  readonly rateLimiter: RateLimiter;
  /** Without one, links to set a new password come from an admin. */
  readonly mailer: Mailer | undefined;
  readonly singleSignOn: SingleSignOn | undefined;
  /** Whether a newcomer by single sign-on is expected. */
  readonly isInvited: (email: string) => Promise<boolean>;
  readonly log: Log;
}

export type People = Auth<BetterAuthOptions>;

const DAY_SECONDS = 86_400;

/** People, their passwords, second factors and sessions: better-auth, set up for us. */
export function createPeople(options: PeopleOptions): People {
  return betterAuth(peopleOptions(options));
}

function peopleOptions(options: PeopleOptions): BetterAuthOptions {
  const { database, engine, secret, publicUrl, rateLimiter, singleSignOn, log } = options;
  return {
    appName: 'Plum Routes',
    baseURL: new URL(publicUrl).origin,
    basePath: '/api/auth',
    secret,
    database: { db: database, type: engine, transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: DAY_SECONDS,
      ...passwordMails(options),
    },
    hooks: { before: signOthersOut },
    databaseHooks: { user: { create: { before: onlyExpected(options) } } },
    account: {
      accountLinking: { trustedProviders: singleSignOn?.trustAddresses ? [SINGLE_SIGN_ON] : [] },
      encryptOAuthTokens: true,
    },
    session: { expiresIn: 14 * DAY_SECONDS, updateAge: DAY_SECONDS },
    verification: { storeIdentifier: 'hashed' },
    trustedOrigins: (request) => request ? ownOrigins(request) : [],
    rateLimit: { enabled: true, window: 60, max: 300, customRules: SECRET_RULES, customStorage: rateLimiter },
    advanced: {
      cookiePrefix: 'plum-routes',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    plugins: [
      accountTables,
      twoFactor({ issuer: 'Plum Routes' }),
      ...(singleSignOn ? [singleSignOnBy(singleSignOn, publicUrl)] : []),
    ],
    logger: loggerOver(log),
    onAPIError: { onError: (error) => reportFault(error, log), errorURL: `${publicUrl}/sign-in` },
    telemetry: { enabled: false },
  };
}

/** better-auth offers links by mail when it can send them. */
function passwordMails({ mailer, publicUrl }: PeopleOptions) {
  if (!mailer) return {};
  return {
    sendResetPassword({ user, token }: { user: { email: string }; token: string }) {
      // Nobody waits for the mail server: how long the answer takes must not tell whether the address is known.
      void mailer.send(passwordMail(user.email, passwordLink(publicUrl, token)));
      return Promise.resolve();
    },
  };
}

/**
 * Nobody signs up: users come by set-up and invitation, which need no request of better-auth's, or by single sign-on
 * when an invitation awaits their address, which must be theirs.
 */
function onlyExpected({ isInvited, singleSignOn }: PeopleOptions) {
  return async ({ email, emailVerified }: NewcomerByProvider, request?: object | null) =>
    !request || ((emailVerified || singleSignOn?.trustAddresses === true) && await isInvited(email));
}

interface NewcomerByProvider {
  readonly email: string;
  readonly emailVerified: boolean;
}

/** Whoever changes a password may do so because somebody else knows it: every other device has to sign in anew. */
const signOthersOut = createAuthMiddleware(({ path, body }) =>
  Promise.resolve(
    path === '/change-password' ? { context: { body: { ...body, revokeOtherSessions: true } } } : undefined,
  )
);

/** Whatever takes a secret may be tried ten times a minute from one address. */
const TEN_A_MINUTE = { window: 60, max: 10 };
const SECRET_RULES = {
  '/sign-in/email': TEN_A_MINUTE,
  '/two-factor/*': TEN_A_MINUTE,
  '/change-password': TEN_A_MINUTE,
  '/reset-password': TEN_A_MINUTE,
  '/request-password-reset': { window: 300, max: 5 },
};

/**
 * Our own page is trusted under whatever name the server is reached: a browser sends the page's own origin, and a
 * foreign page can't make it equal to the host that it asks. Both schemes, as a proxy may have ended TLS.
 */
function ownOrigins(request: Request): string[] {
  const { host } = new URL(request.url);
  return [`http://${host}`, `https://${host}`];
}

/** better-auth calls a wrong password a warning and a foreign origin an error; for neither must a person act. */
function loggerOver(log: Log) {
  return {
    level: 'warn' as const,
    log: (level: string, message: string) => log[level === 'error' ? 'warn' : 'debug'](`Sign-in: ${message}`),
  };
}

/** Refusals are answers; what is not one is our fault. */
function reportFault(error: unknown, log: Log) {
  const refused = error instanceof Error && error.name === 'APIError' &&
    (error as { statusCode?: number }).statusCode !== 500;
  if (!refused) {
    log.error('A sign-in request failed.', {
      error: error instanceof Error ? error.stack ?? error.message : String(error),
    });
  }
}
