/**
 * Prints the permissions that the server needs in the present environment, and no more: the variables it knows, its
 * own listeners, its data and the built page. It starts no process and loads no native code.
 */
import process from 'node:process';
import { relative } from 'node:path';
import { type Config, ConfigError, readConfig, VARIABLES } from '../src/config.ts';

try {
  console.log(permissionsFor(readConfig(Deno.env.toObject(), Deno.cwd())).join(' '));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(2);
}

function permissionsFor(config: Config): string[] {
  const dataDir = plainPath(config.dataDir, 'DATA_DIR');
  return [
    '--no-prompt',
    `--allow-env=${VARIABLES.join(',')}`,
    // Libraries that look for others of their own find none.
    '--ignore-env',
    allowNet(config),
    `--allow-read=${[dataDir, 'src', ...certificates(config)].join(',')}`,
    `--allow-write=${dataDir}`,
  ];
}

/**
 * Its listeners, its database and its mail server. Accounts say where their webhooks are, and an OpenID provider where
 * its endpoints are: with either, any host.
 */
function allowNet(config: Config): string {
  if (config.singleSignOn || config.webhooks !== 'off') return '--allow-net';
  const { host, port, wsListener, databaseUrl, mail } = config;
  const listeners = [{ host, port }, ...(wsListener ? [wsListener] : [])].map(({ host, port }) =>
    address(host, port)
  );
  const others = [
    ...(databaseUrl ? [database(databaseUrl)] : []),
    ...(mail ? [mailServer(mail.smtpUrl)] : []),
  ];
  return `--allow-net=${[...listeners, ...others].join(',')}`;
}

/** 5432 is PostgreSQL's own port. */
function database(databaseUrl: string): string {
  const { hostname, port } = new URL(databaseUrl);
  return `${hostname}:${port || 5432}`;
}

/** The files by which the database is known, and we to it. */
function certificates({ databaseUrl }: Config): string[] {
  if (databaseUrl === undefined) return [];
  const { searchParams } = new URL(databaseUrl);
  return ['sslrootcert', 'sslcert', 'sslkey'].map((name) => searchParams.get(name))
    .filter((path) => path !== null).map((path) => plainPath(path, 'DATABASE_URL'));
}

function address(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** RFC 8314 §3.3 for the port of `smtps:`; 587 is what nodemailer takes for `smtp:`. */
function mailServer(smtpUrl: string): string {
  const { protocol, hostname, port } = new URL(smtpUrl);
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
}

/** The shell and the permission list split at these. */
function plainPath(path: string, variable: string): string {
  if (/[\s,]/.test(relative(Deno.cwd(), path))) {
    throw new ConfigError([`${variable}: a path without spaces and commas`]);
  }
  return relative(Deno.cwd(), path);
}
