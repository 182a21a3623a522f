import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** Everything that can be set from outside. Only this file reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** A second listener for `/ws` alone; then `port` no longer serves it. */
  readonly wsListener: { readonly host: string; readonly port: number } | undefined;
  /** Base of the Route Manager's links, without a trailing slash. */
  readonly publicUrl: string;
  /** Base of the links that voice applications call, without a trailing slash. */
  readonly wsPublicUrl: string;
  /** An absolute path. */
  readonly dataDir: string;
  /** The PostgreSQL database that the nodes of a cluster share; without it, the installation is embedded. */
  readonly databaseUrl: string | undefined;
  /** Given when there is a `databaseUrl`. */
  readonly secret: string | undefined;
  readonly setup: SetupConfig;
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** The mail server and whom our mail is from; without it, links are handed over by hand. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  readonly singleSignOn: SingleSignOnConfig | undefined;
  /** Where webhooks may be: nowhere, at public addresses, at private ones as well. */
  readonly webhooks: 'off' | 'public' | 'any';
  /** Whether `/ws/complete` ends sessions over all accounts. */
  readonly wsGlobalComplete: boolean;
  /** Names under which a request may carry its session id, the first that is present counts. */
  readonly wsSessionParameters: readonly string[];
  /** SQLite's `synchronous`: `FULL` survives a power cut, `NORMAL` a crash of the process. */
  readonly journalSync: 'FULL' | 'NORMAL';
  /** For how long attempts that ended and refusals are kept. */
  readonly historyDays: number;
  /** For how long the totals of minutes are kept, and events. */
  readonly totalsDays: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly logFormat: 'text' | 'json';
  /** Whether the runtime's OpenTelemetry is on, which exports our spans. */
  readonly tracing: boolean;
}

/** Prepares the first account unattended; ignored once an account exists. */
export interface SetupConfig {
  readonly email: string | undefined;
  readonly password: string | undefined;
  readonly apiKey: string | undefined;
}

/** The OpenID provider that people may sign in with. */
export interface SingleSignOnConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether an address counts as the person's even when the provider does not say that it is verified. */
  readonly trustAddresses: boolean;
}

/** The environment has values that can't be used; `faults` names each of them. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment needs a correction:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** The session parameter names of the platforms that call us. */
const SESSION_PARAMETERS = [
  'session.id',
  'session_id',
  'session.sessionid',
  'sessionid',
  'session.callid',
  'callid',
  'call_id',
  'CallSid',
  'call_sid',
  'session',
];

const port = z.string().regex(/^\d+$/, 'a port is a number').transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'a port is 1 to 65535');
const base = z.url({ protocol: /^https?$/, error: 'an address such as https://routes.example.com' })
  .transform((url) => url.replace(/\/+$/, ''));
const trueFalse = z.enum(['true', '1', 'false', '0'], 'true or false')
  .transform((value) => value === 'true' || value === '1');
const onOff = z.enum(['on', 'off'], 'on or off');
const days = z.string().regex(/^[1-9]\d{0,4}$/, 'a number of days from 1').transform(Number);
const list = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean));
const network = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'addresses and networks, as in 10.0.0.0/8',
);

const environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().default('0.0.0.0'),
  WS_PORT: port.optional(),
  WS_HOST: z.string().optional(),
  PUBLIC_URL: base.optional(),
  WS_PUBLIC_URL: base.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    hostname: /./,
    error: 'an address such as postgres://user@host/name',
  })
    .optional(),
  SECRET: z.string().min(32, 'at least 32 characters').optional(),
  SETUP_EMAIL: z.email('an e-mail address').optional(),
  SETUP_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
  SETUP_API_KEY: z.string().min(32, 'at least 32 characters').optional(),
  TRUSTED_PROXIES: list.pipe(z.array(network)).default([]),
  SMTP_URL: z.url({
    protocol: /^smtps?$/,
    error: 'an address such as smtp://user:password@mail.example.com:587',
  })
    .optional(),
  SMTP_FROM: z.string().optional(),
  OIDC_ISSUER: base.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_TRUST_ADDRESSES: onOff.default('off'),
  WEBHOOKS: z.enum(['off', 'public', 'any'], 'off, public or any').default('public'),
  WS_GLOBAL_COMPLETE: onOff.default('on'),
  WS_SESSION_PARAMETERS: list.default(SESSION_PARAMETERS),
  JOURNAL_SYNC: z.enum(['FULL', 'NORMAL'], 'FULL or NORMAL').default('FULL'),
  HISTORY_DAYS: days.default(30),
  TOTALS_DAYS: days.default(400),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error').default('info'),
  LOG_FORMAT: z.enum(['text', 'json'], 'text or json').default('text'),
  OTEL_DENO: trueFalse.optional(),
  OTEL_DENO_TRACING: trueFalse.optional(),
  OTEL_SDK_DISABLED: trueFalse.optional(),
});

/** The names of the variables that the service reads. */
export const VARIABLES = Object.keys(environment.shape);

/** Where the command line finds a running server, and what lets it in. */
export interface CliConfig {
  /** Without a trailing slash. */
  readonly url: string;
  readonly apiKey: string | undefined;
}

const cliEnvironment = z.object({
  PORT: port.default(8080),
  ROUTES_URL: base.optional(),
  // A header's value: fetch refuses anything else with a message that would not name the variable.
  ROUTES_API_KEY: z.string().regex(/^[\x21-\x7e]+$/, 'a key is printable ASCII without spaces').optional(),
});

/** The names of the variables that the command line reads when it talks to a server. */
export const CLI_VARIABLES = Object.keys(cliEnvironment.shape);

/** Reads where the command line finds its server. Throws `ConfigError` with every fault. */
export function readCliConfig(env: Record<string, string | undefined>): CliConfig {
  const parsed = cliEnvironment.safeParse(givenTo(cliEnvironment, env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  const { PORT, ROUTES_URL, ROUTES_API_KEY } = parsed.data;
  return { url: ROUTES_URL ?? `http://127.0.0.1:${PORT}`, apiKey: ROUTES_API_KEY };
}

/** Reads the configuration. An empty variable counts as absent. Throws `ConfigError` with every fault. */
export function readConfig(env: Record<string, string | undefined>, workingDirectory: string): Config {
  const parsed = environment.safeParse(givenTo(environment, env));
  const faults = parsed.success ? rulesBetween(parsed.data) : parsed.error.issues.map(describe);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(parsed.data, workingDirectory);
}

/** Who the command line sets up an installation for, as far as the environment says. Throws `ConfigError`. */
export function readSetupConfig(env: Record<string, string | undefined>): Omit<SetupConfig, 'apiKey'> {
  const variables = environment.pick({ SETUP_EMAIL: true, SETUP_PASSWORD: true });
  const parsed = variables.safeParse(givenTo(variables, env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  return { email: parsed.data.SETUP_EMAIL, password: parsed.data.SETUP_PASSWORD };
}

/** The configuration of an installation whose database is opened without preparing its first account. */
export function readStorageConfig(env: Record<string, string | undefined>, workingDirectory: string): Config {
  const withoutSetup = Object.entries(env).filter(([name]) => !name.startsWith('SETUP_'));
  return readConfig(Object.fromEntries(withoutSetup), workingDirectory);
}

function givenTo({ shape }: z.ZodObject, env: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => name in shape && value));
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

function rulesBetween(env: z.output<typeof environment>): string[] {
  const faults = [];
  if (env.DATABASE_URL && !env.SECRET) {
    faults.push('SECRET: required with DATABASE_URL; the same for every node, at least 32 characters');
  }
  if (env.WS_HOST && !env.WS_PORT) faults.push('WS_HOST: needs WS_PORT as well');
  if (env.WS_PORT === env.PORT) faults.push('WS_PORT: must differ from PORT');
  if (env.SETUP_EMAIL && !env.SETUP_PASSWORD) faults.push('SETUP_EMAIL: needs SETUP_PASSWORD as well');
  if (env.SMTP_URL && !env.SMTP_FROM) faults.push('SMTP_FROM: required with SMTP_URL; whom our mail is from');
  const absent = OIDC.filter((name) => !env[name]);
  if (absent.length > 0 && absent.length < OIDC.length) {
    faults.push(...absent.map((name) => `${name}: required with the other OIDC variables`));
  }
  if (!env.OTEL_SDK_DISABLED && (env.OTEL_DENO_TRACING ?? env.OTEL_DENO)) {
    faults.push('OTEL_DENO_TRACING: must be false; the runtime’s own spans would tell the keys of groups');
  }
  if (env.SETUP_PASSWORD && !env.SETUP_EMAIL) faults.push('SETUP_PASSWORD: needs SETUP_EMAIL as well');
  return faults;
}

function configOf(env: z.output<typeof environment>, workingDirectory: string): Config {
  const wsListener = env.WS_PORT ? { host: env.WS_HOST ?? env.HOST, port: env.WS_PORT } : undefined;
  const publicUrl = env.PUBLIC_URL ?? addressOf(env.HOST, env.PORT);
  return {
    host: env.HOST,
    port: env.PORT,
    wsListener,
    publicUrl,
    wsPublicUrl: env.WS_PUBLIC_URL ?? (wsListener ? addressOf(wsListener.host, wsListener.port) : publicUrl),
    dataDir: isAbsolute(env.DATA_DIR) ? env.DATA_DIR : resolve(workingDirectory, env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    secret: env.SECRET,
    setup: { email: env.SETUP_EMAIL, password: env.SETUP_PASSWORD, apiKey: env.SETUP_API_KEY },
    trustedProxies: env.TRUSTED_PROXIES,
    mail: env.SMTP_URL && env.SMTP_FROM ? { smtpUrl: env.SMTP_URL, from: env.SMTP_FROM } : undefined,
    singleSignOn: singleSignOnOf(env),
    webhooks: env.WEBHOOKS,
    wsGlobalComplete: env.WS_GLOBAL_COMPLETE === 'on',
    wsSessionParameters: env.WS_SESSION_PARAMETERS,
    journalSync: env.JOURNAL_SYNC,
    historyDays: env.HISTORY_DAYS,
    totalsDays: env.TOTALS_DAYS,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    tracing: env.OTEL_DENO === true && !env.OTEL_SDK_DISABLED,
  };
}

function singleSignOnOf(env: z.output<typeof environment>): SingleSignOnConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return { issuer, clientId, clientSecret, trustAddresses: env.OIDC_TRUST_ADDRESSES === 'on' };
}

/** A listener's address as a browser on the same machine reaches it. */
function addressOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
