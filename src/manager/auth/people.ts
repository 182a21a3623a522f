import { type Auth, betterAuth, type BetterAuthOptions } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import { PASSWORD_LENGTH } from '../../contract/auth.ts';
import type { Engine } from '../../directory/engine.ts';
import type { Log } from '../../log.ts';
import { accountTables } from './account-tables.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface PeopleOptions {
  // deno-lint-ignore no-explicit-any -- the tables are better-auth's to name
  readonly database: Kysely<any>;
  readonly engine: Engine;
  /** Signs cookies and encrypts second factors: at least 32 characters, kept for good. */
  readonly secret: string;
  /** Base of the Route Manager's links, without a trailing slash. */
  readonly publicUrl: string;
  readonly rateLimiter: RateLimiter;
  readonly log: Log;
}

export type People = Auth<BetterAuthOptions>;

const DAY_SECONDS = 86_400;

/** People, their passwords, second factors and sessions: better-auth, set up for us. */
export function createPeople(options: PeopleOptions): People {
  return betterAuth(peopleOptions(options));
}

function peopleOptions(
  { database, engine, secret, publicUrl, rateLimiter, log }: PeopleOptions,
): BetterAuthOptions {
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
    plugins: [accountTables, twoFactor({ issuer: 'Plum Routes' })],
    logger: loggerOver(log),
    onAPIError: { onError: (error) => reportFault(error, log) },
    telemetry: { enabled: false },
  };
}

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
