import { join } from 'node:path';
import type { Config } from './config.ts';
import type { AuditLog } from './directory/audit/audit-log.ts';
import { KyselyAuditLog } from './directory/audit/kysely-audit-log.ts';
import type { Directory, GroupChange } from './directory/directory.ts';
import type { DirectoryOptions } from './directory/kysely-directory.ts';
import { openDirectory } from './directory/open-directory.ts';
import { watchPostgres } from './directory/postgres/change-feed.ts';
import { openPostgres, type PostgresOptions } from './directory/postgres/open-postgres.ts';
import { keepSchedule } from './directory/schedule/keep-schedule.ts';
import { openSqlite } from './directory/sqlite/open-sqlite.ts';
import type { Deliveries } from './directory/webhooks/deliveries.ts';
import { KyselyDeliveries } from './directory/webhooks/kysely-deliveries.ts';
import { KyselyWebhooks } from './directory/webhooks/kysely-webhooks.ts';
import type { Webhooks } from './directory/webhooks/webhooks.ts';
import { KyselyHistory } from './history/kysely-history.ts';
import type { HistorySchema } from './history/history-schema.ts';
import type { History } from './history/history.ts';
import { openSqliteReader } from './history/sqlite-reader/open-sqlite-reader.ts';
import type { Log } from './log.ts';
import { rememberSender } from './manager/auth/client-address.ts';
import { setupLink } from './manager/auth/links.ts';
import { type Auth, openAuth } from './manager/auth/open-auth.ts';
import { createManager } from './manager/manager.ts';
import { openWebhooks } from './manager/webhooks/open-webhooks.ts';
import { installationSecret } from './installation-secret.ts';
import { Metrics } from './metrics/metrics.ts';
import { ReportThread } from './report-thread/report-thread.ts';
import type { RouteGroup } from './routing/route-group.ts';
import { openClusteredSwitchboard } from './switchboard/clustered/clustered-switchboard.ts';
import { openEmbeddedSwitchboard, SWITCHBOARD_FILE } from './switchboard/embedded/embedded-switchboard.ts';
import type { Switchboard } from './switchboard/switchboard.ts';
import { tellAll, type WsObserver } from './ws/observer.ts';
import { CallSpans } from './ws/observers/call-spans.ts';
import { DecisionLog } from './ws/observers/decision-log.ts';
import { GroupAddresses } from './ws/observers/group-addresses.ts';
import { createWsHandler } from './ws/ws-handler.ts';
import { isWsPath } from './ws/ws-path.ts';

export type Handler = (
  request: Request,
  info: Deno.ServeHandlerInfo<Deno.NetAddr>,
) => Promise<Response> | Response;

/** Everything that runs, put together. */
export interface Service {
  /** The data plane (`/ws`) and the control plane on one listener. */
  readonly everything: Handler;
  /** The data plane alone. */
  readonly calls: Handler;
  /** The control plane alone. */
  readonly manage: Handler;
  /** Where the first account is set up; undefined once there is one. */
  readonly setupUrl: string | undefined;
  /** Ends the live streams, which would never end by themselves. */
  endStreams(): void;
  /** Writes what is outstanding and closes storage. */
  close(): Promise<void>;
}

/** Below the data directory. */
const DIRECTORY_FILE = 'directory.db';

/** Far longer than a transaction may take that writes an event. */
const CLUSTER_OVERLAP_MS = 30_000;

/** The only place that chooses adapters. Throws when storage can't be used. */
export async function compose(config: Config, log: Log): Promise<Service> {
  const { publicUrl, wsPublicUrl, historyDays } = config;
  const metrics = new Metrics();
  const people = await openPeople(config, log, {
    watchPool: (pool) => metrics.connections.add('directory', pool),
  });
  const { directory, audit, auth } = people;
  const groups = await directory.everyGroup();
  const { switchboard, history } = await openCalls(config, groups, log, metrics);
  const reports = reportThread(config);
  const watchers = watchersOf(config, log);
  const followers = [metrics.groups, ...watchers.followers];
  for (const group of groups) for (const follower of followers) follower.configure(group);
  directory.onChange((change) => {
    for (const follower of [switchboard, ...followers]) follow(follower, change);
  });
  const keeper = await keepSchedule({ schedule: directory.schedule, log });
  const webhooks = openWebhooks({
    ...people,
    events: history.events,
    reach: config.webhooks,
    // SQLite's writers take turns: ids become visible in their order.
    overlapMs: config.databaseUrl === undefined ? 0 : CLUSTER_OVERLAP_MS,
    log,
  });
  const { authenticator } = auth;
  const webRoot = new URL('./web/dist', import.meta.url).pathname;
  const manager = createManager({
    directory,
    audit,
    switchboard,
    history,
    reports,
    historyDays,
    authenticator,
    auth,
    webhooks,
    publicUrl,
    wsPublicUrl,
    log,
    metrics: () => metrics.text(switchboard),
    webRoot,
  });
  const calls = createWsHandler({
    switchboard,
    log,
    observer: tellAll([metrics.calls, ...watchers.observers]),
    globalComplete: config.wsGlobalComplete,
    sessionParameters: config.wsSessionParameters,
  });
  const manage: Handler = (request, { remoteAddr }) => {
    rememberSender(request, remoteAddr.hostname);
    return manager.app.fetch(request);
  };
  return {
    calls,
    manage: (request, info) => isWsPath(request.url) ? callsAreElsewhere(wsPublicUrl) : manage(request, info),
    everything: (request, info) => isWsPath(request.url) ? calls(request) : manage(request, info),
    setupUrl: people.setupUrl,
    endStreams: () => manager.endStreams(),
    async close() {
      await webhooks.close();
      await keeper.close();
      reports.close();
      await history.close();
      await switchboard.close();
      await directory.close();
    },
  };
}

/** Who is told of answers where that is asked for: a line or a span for each is more than every call should pay. */
function watchersOf({ logLevel, tracing }: Config, log: Log) {
  const addresses = new GroupAddresses();
  const observers: WsObserver[] = [
    ...(logLevel === 'debug' ? [new DecisionLog(log, addresses)] : []),
    ...(tracing ? [new CallSpans(addresses)] : []),
  ];
  return { observers, followers: observers.length > 0 ? [addresses] : [] };
}

/** What places calls and what remembers them: in this process and its files, or in the database of a cluster. */
async function openCalls(
  config: Config,
  groups: readonly RouteGroup[],
  log: Log,
  { switchboard: observer, connections }: Metrics,
): Promise<{ switchboard: Switchboard; history: History }> {
  const { databaseUrl: url, dataDir, journalSync: sync, historyDays, totalsDays } = config;
  const calls = { dataDir, groups, log, observer, historyDays, totalsDays };
  if (url !== undefined) {
    const switchboard = await openClusteredSwitchboard({ ...calls, url });
    const db = openPostgres<HistorySchema>(url, { watchPool: (pool) => connections.add('history', pool) });
    return { switchboard, history: new KyselyHistory(db) };
  }
  const switchboard = openEmbeddedSwitchboard({ ...calls, sync });
  const file = join(dataDir, SWITCHBOARD_FILE);
  return { switchboard, history: new KyselyHistory(openSqliteReader<HistorySchema>(file)) };
}

function reportThread(
  { databaseUrl: url, dataDir, logLevel: level, logFormat: format }: Config,
): ReportThread {
  const storage = url === undefined
    ? {
      engine: 'sqlite' as const,
      directoryFile: join(dataDir, DIRECTORY_FILE),
      switchboardFile: join(dataDir, SWITCHBOARD_FILE),
    }
    : { engine: 'postgres' as const, url };
  return new ReportThread({ storage, log: { level, format } });
}

/** Configuration, people and keys in one database, which `directory` closes. */
export interface Installation {
  readonly directory: Directory;
  readonly audit: AuditLog;
  readonly auth: Auth;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  /** Signs and encrypts: of the installation, or of all nodes of a cluster. */
  readonly secret: string;
  readonly setupUrl: string | undefined;
}

/** The directory, and the people and keys that share its database, with the first account prepared if asked for. */
export async function openPeople(
  config: Config,
  log: Log,
  connections: PostgresOptions = {},
): Promise<Installation> {
  const { dataDir, publicUrl, setup, trustedProxies, mail, singleSignOn } = config;
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const storage = storageOf(config, log, connections);
  const { db: database, engine } = storage;
  const directory = await openDirectory({ ...storage, log });
  const audit = new KyselyAuditLog(database);
  const secret = config.secret ?? await installationSecret(dataDir);
  const auth = await openAuth({
    ...{ database, engine, secret, publicUrl, trustedProxies, mail, singleSignOn, log },
    audit: (event) => audit.record(event),
  });
  await auth.setup.unattended(setup);
  const setupUrl = await auth.setup.needed() ? setupLink(publicUrl, auth.setup.token()) : undefined;
  const webhooks = new KyselyWebhooks(database);
  const deliveries = new KyselyDeliveries(database, engine);
  return { directory, audit, auth, webhooks, deliveries, secret, setupUrl };
}

/** In a cluster, other nodes' edits are watched for. */
function storageOf(
  { databaseUrl: url, dataDir }: Config,
  log: Log,
  connections: PostgresOptions,
): Omit<DirectoryOptions, 'log'> {
  if (url === undefined) return { db: openSqlite(join(dataDir, DIRECTORY_FILE)), engine: 'sqlite' };
  return { db: openPostgres(url, connections), engine: 'postgres', watch: watchPostgres({ url, log }) };
}

function callsAreElsewhere(wsPublicUrl: string): Response {
  return new Response(`Calls are answered at ${wsPublicUrl}/ws/, not here.\n`, { status: 404 });
}

/** An edit reaches the calls that come after it, whole. */
function follow(follower: Pick<Switchboard, 'configure' | 'remove'>, change: GroupChange) {
  if (change.kind === 'configured') follower.configure(change.group);
  else follower.remove(change.groupId);
}
