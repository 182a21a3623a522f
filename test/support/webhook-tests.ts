import type { Kysely } from 'kysely';
import { KyselyAuditLog } from '../../src/directory/audit/kysely-audit-log.ts';
import type { Directory } from '../../src/directory/directory.ts';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import type { Engine } from '../../src/directory/engine.ts';
import type { Delivery } from '../../src/directory/webhooks/deliveries.ts';
import { KyselyDeliveries } from '../../src/directory/webhooks/kysely-deliveries.ts';
import { KyselyWebhooks } from '../../src/directory/webhooks/kysely-webhooks.ts';
import type { Webhook, WebhookContent } from '../../src/directory/webhooks/webhooks.ts';
import type { EventFeed, StoredEvent } from '../../src/history/event-feed.ts';
import { createLog } from '../../src/log.ts';
import { createAuditTrail } from '../../src/manager/auth/audit-trail.ts';
import {
  type Dispatcher,
  type DispatcherOptions,
  startDispatcher,
} from '../../src/manager/webhooks/dispatcher.ts';
import { groupEdits, serviceEvents } from '../../src/manager/webhooks/event-source.ts';
import { addressFaults } from '../../src/manager/webhooks/reach.ts';
import { createSealedSecrets } from '../../src/manager/webhooks/sealed-secrets.ts';
import { createSendRequest } from '../../src/manager/webhooks/send-request.ts';
import { newWebhookSecret } from '../../src/manager/webhooks/signature.ts';

/** A migrated database of one test's own. */
export interface WebhookStorage extends AsyncDisposable {
  readonly engine: Engine;
  readonly db: Kysely<DirectorySchema>;
  readonly directory: Directory;
}

export type PrepareWebhooks = (now: () => Date) => Promise<WebhookStorage>;

/** A bench on a database of its own, on one clock with it. */
export async function openWebhookBench(prepare: PrepareWebhooks): Promise<WebhookBench> {
  const clock = { nowMs: Date.now() };
  return new WebhookBench(await prepare(() => new Date(clock.nowMs)), clock);
}

/** Webhooks on a real database, a feed in memory, and a clock that a test turns. */
export class WebhookBench implements AsyncDisposable {
  readonly db: Kysely<DirectorySchema>;
  readonly directory: Directory;
  readonly audit: KyselyAuditLog;
  readonly webhooks: KyselyWebhooks;
  readonly deliveries: KyselyDeliveries;
  readonly secrets = createSealedSecrets('a secret for tests, 32 characters and more');
  readonly feed = new MemoryFeed();
  readonly lines: string[] = [];
  readonly #storage: WebhookStorage;
  readonly #running: Dispatcher[] = [];
  readonly #clock: { nowMs: number };

  constructor(storage: WebhookStorage, clock: { nowMs: number }) {
    this.#clock = clock;
    this.#storage = storage;
    this.db = storage.db;
    this.directory = storage.directory;
    this.audit = new KyselyAuditLog(storage.db);
    this.webhooks = new KyselyWebhooks(storage.db);
    this.deliveries = new KyselyDeliveries(storage.db, storage.engine);
  }

  readonly now = () => new Date(this.#clock.nowMs);

  pass(ms: number) {
    this.#clock.nowMs += ms;
  }

  /** A webhook of account 1, with its secret. */
  async webhook(
    url: string,
    fields: Partial<WebhookContent & { accountId: number }> = {},
  ): Promise<Webhook & { readonly secret: string }> {
    const secret = newWebhookSecret();
    const webhook = await this.webhooks.add({
      ...{ accountId: 1, url, description: '', kinds: null, groupIds: null, ...fields },
      sealedSecret: await this.secrets.seal(secret),
      at: this.now(),
      createdBy: 'Anna',
    }, 20);
    return { ...webhook!, secret };
  }

  /** A node that sends. */
  start(options: Partial<DispatcherOptions> = {}): Dispatcher {
    const { now, webhooks, deliveries, secrets, lines } = this;
    const log = createLog({ level: 'info', format: 'text', write: (line) => void lines.push(line) });
    const dispatcher = startDispatcher({
      ...{ webhooks, deliveries, secrets, now, log, random: () => 0, overlapMs: 5000, lookMs: 10 },
      send: createSendRequest({ addressFault: addressFaults('any') }),
      audit: createAuditTrail((event) => this.audit.record(event), log, () => now().getTime()),
      sources: [serviceEvents(this.feed, this.directory), groupEdits(this.audit)],
      ...options,
    });
    this.#running.push(dispatcher);
    return dispatcher;
  }

  /** What happens to the service itself, now, unless said otherwise. */
  happen(fields: Partial<StoredEvent> = {}): StoredEvent {
    return this.feed.add({
      ...{ accountId: null, groupId: null, destinationId: null, kind: 'service.degraded', node: null },
      atMs: this.#clock.nowMs,
      detail: { since: this.now().toISOString() },
      ...fields,
    });
  }

  /** Every delivery of a webhook, the oldest first. */
  async log({ id }: Pick<Webhook, 'id'>): Promise<Delivery[]> {
    return [...(await this.deliveries.page(id, { limit: 1000 })).deliveries].reverse();
  }

  async statesOf(webhook: Pick<Webhook, 'id'>): Promise<string[]> {
    return (await this.log(webhook)).map(({ state }) => state);
  }

  async [Symbol.asyncDispose]() {
    for (const dispatcher of this.#running) await dispatcher.close();
    await this.#storage[Symbol.asyncDispose]();
  }
}

/** Events that a test makes up. */
export class MemoryFeed implements EventFeed {
  readonly #events: StoredEvent[] = [];

  /** With the next id unless given one. */
  add(event: Omit<StoredEvent, 'id'> & { readonly id?: number }): StoredEvent {
    const stored = { id: this.#events.length + 1, ...event };
    this.#events.push(stored);
    return stored;
  }

  since(afterId: number, limit: number): Promise<readonly StoredEvent[]> {
    const later = this.#events.filter(({ id }) => id > afterId).sort((one, other) => one.id - other.id);
    return Promise.resolve(later.slice(0, limit));
  }
}
