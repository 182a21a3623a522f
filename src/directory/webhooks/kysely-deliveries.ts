import type { Kysely, Transaction } from 'kysely';
import type { DirectorySchema } from '../directory-schema.ts';
import { type Engine, locksRows } from '../engine.ts';
import type {
  Claimed,
  ClaimWish,
  Deliveries,
  Delivery,
  DeliveryRows,
  NewDelivery,
  PageWish,
  Source,
  TryResult,
} from './deliveries.ts';
import { deliveryOf, webhookOf } from './webhook-row.ts';
import type { Webhook } from './webhooks.ts';

/** Deliveries in the directory's database, whose tables are there already. */
export class KyselyDeliveries implements Deliveries {
  readonly #db: Kysely<DirectorySchema>;
  readonly #engine: Engine;

  constructor(db: Kysely<DirectorySchema>, engine: Engine) {
    this.#db = db;
    this.#engine = engine;
  }

  async position(source: Source): Promise<number> {
    const row = await this.#db.selectFrom('webhook_position').select('position')
      .where('source', '=', source).executeTakeFirst();
    return row?.position ?? 0;
  }

  async add(deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await this.#db.insertInto('webhook_delivery').values(deliveries.map((each) => newRow(each, 0, each.at)))
      .onConflict((conflict) => conflict.columns(['webhook_id', 'event_key']).doNothing())
      .execute();
  }

  async advance(source: Source, position: number): Promise<void> {
    await this.#db.insertInto('webhook_position').values({ source, position })
      .onConflict((conflict) =>
        conflict.column('source').doUpdateSet({ position })
          .where('webhook_position.position', '<', position)
      )
      .execute();
  }

  async claim({ at, until, except, most }: ClaimWish): Promise<Claimed[]> {
    const due = (await this.#webhooksByDue(at)).filter(({ id }) => !except.has(id)).slice(0, most);
    if (due.length === 0) return [];
    return await this.#db.transaction().execute(async (transaction) => {
      const claimed: Claimed[] = [];
      for (const webhook of due) {
        const delivery = await this.#claimFirst(transaction, webhook.id, at, until);
        if (delivery) claimed.push({ webhook, delivery });
      }
      return claimed;
    });
  }

  async addClaimed(delivery: NewDelivery, until: Date): Promise<Delivery> {
    const row = await this.#db.insertInto('webhook_delivery').values(newRow(delivery, 1, until))
      .returningAll().executeTakeFirstOrThrow();
    return deliveryOf(row);
  }

  async record(
    { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
    { state, nextAt, outcome }: TryResult,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#db.updateTable('webhook_delivery').set({
      state,
      next_at: nextAt?.toISOString() ?? null,
      last_at: outcome.at.toISOString(),
      last_status: outcome.status,
      last_response: outcome.response,
      last_error: outcome.error,
      last_took_ms: outcome.tookMs,
    }).where('id', '=', id).where('attempts', '=', attempts).executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async page(webhookId: number, { before, state, limit }: PageWish): Promise<DeliveryRows> {
    const rows = await this.#db.selectFrom('webhook_delivery').selectAll()
      .where('webhook_id', '=', webhookId)
      .$if(before !== undefined, (part) => part.where('id', '<', before!))
      .$if(state !== undefined, (part) => part.where('state', '=', state!))
      .orderBy('id', 'desc').limit(limit + 1).execute();
    const deliveries = rows.slice(0, limit).map(deliveryOf);
    return { deliveries, next: rows.length > limit ? deliveries.at(-1)?.id : undefined };
  }

  async sendAgain(webhookId: number, id: number, at: Date): Promise<Delivery | undefined> {
    const row = await this.#db.updateTable('webhook_delivery')
      .set((eb) => ({
        state: 'pending' as const,
        next_at: at.toISOString(),
        attempts_before: eb.ref('attempts'),
      }))
      .where('webhook_id', '=', webhookId).where('id', '=', id)
      .returningAll().executeTakeFirst();
    return row && deliveryOf(row);
  }

  async deleteSome(before: Date, most: number): Promise<number> {
    const old = await this.#delete(
      this.#db.selectFrom('webhook_delivery').select('id')
        .where('created_at', '<', before.toISOString()).orderBy('created_at').limit(most),
    );
    const gone = await this.#db.selectFrom('webhook').select('id').where('deleted_at', 'is not', null)
      .executeTakeFirst();
    return gone ? old + await this.#deleteSomeOf(gone.id, most) : old;
  }

  /** Of a webhook that was deleted; with the last of its deliveries it goes itself. */
  async #deleteSomeOf(webhookId: number, most: number): Promise<number> {
    const deleted = await this.#delete(
      this.#db.selectFrom('webhook_delivery').select('id').where('webhook_id', '=', webhookId).limit(most),
    );
    if (deleted < most) await this.#db.deleteFrom('webhook').where('id', '=', webhookId).execute();
    return deleted;
  }

  /** Webhooks with something due, the longest due first. Each looks at one end of its own part of an index. */
  async #webhooksByDue(at: Date): Promise<Webhook[]> {
    const rows = await this.#db.selectFrom('webhook').selectAll('webhook')
      .select(({ selectFrom }) =>
        selectFrom('webhook_delivery').select(({ fn }) => fn.min('next_at').as('due'))
          .whereRef('webhook_id', '=', 'webhook.id').as('due')
      )
      .where('disabled_at', 'is', null).where('deleted_at', 'is', null).execute();
    return rows.filter(({ due }) => due !== null && due <= at.toISOString())
      .sort((one, other) => one.due! < other.due! ? -1 : 1)
      .map(webhookOf);
  }

  /** The outer condition is for whoever waited for the row: it was taken meanwhile. */
  async #claimFirst(
    transaction: Transaction<DirectorySchema>,
    webhookId: number,
    at: Date,
    until: Date,
  ): Promise<Delivery | undefined> {
    const now = at.toISOString();
    const row = await transaction.updateTable('webhook_delivery')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), next_at: until.toISOString() }))
      .where(
        'id',
        '=',
        ({ selectFrom }) =>
          selectFrom('webhook_delivery').select('id')
            .where('webhook_id', '=', webhookId).where('next_at', '<=', now)
            .orderBy('next_at').orderBy('id').limit(1)
            .$if(locksRows(this.#engine), (part) => part.forUpdate().skipLocked()),
      )
      .where('next_at', '<=', now)
      .returningAll().executeTakeFirst();
    return row && deliveryOf(row);
  }

  async #delete(ids: { execute(): Promise<{ id: number }[]> }): Promise<number> {
    const rows = await ids.execute();
    if (rows.length === 0) return 0;
    await this.#db.deleteFrom('webhook_delivery').where('id', 'in', rows.map(({ id }) => id)).execute();
    return rows.length;
  }
}

function newRow(
  { webhookId, eventKey, messageId, kind, body, at }: NewDelivery,
  attempts: number,
  nextAt: Date,
) {
  return {
    webhook_id: webhookId,
    event_key: eventKey,
    message_id: messageId,
    kind,
    body,
    state: 'pending' as const,
    created_at: at.toISOString(),
    attempts,
    attempts_before: 0,
    next_at: nextAt.toISOString(),
  };
}
