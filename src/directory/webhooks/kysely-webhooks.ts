import type { Kysely } from 'kysely';
import type { DirectorySchema } from '../directory-schema.ts';
import { columnsOf, webhookOf } from './webhook-row.ts';
import type { Disabling, NewWebhook, Webhook, WebhookChanges, Webhooks } from './webhooks.ts';

const NOTE_EVERY_MS = 60_000;

/** Webhooks in the directory's database, whose tables are there already. */
export class KyselyWebhooks implements Webhooks {
  readonly #db: Kysely<DirectorySchema>;

  constructor(db: Kysely<DirectorySchema>) {
    this.#db = db;
  }

  async list(accountId: number): Promise<Webhook[]> {
    const rows = await this.#present().where('account_id', '=', accountId).orderBy('id').execute();
    return rows.map(webhookOf);
  }

  async read(accountId: number, id: number): Promise<Webhook | undefined> {
    const row = await this.#present().where('account_id', '=', accountId).where('id', '=', id)
      .executeTakeFirst();
    return row && webhookOf(row);
  }

  /** Two that are made at the same moment may be one more than `most`: it is a bound on load, not a promise. */
  async add(
    { accountId, sealedSecret, at, createdBy, ...content }: NewWebhook,
    most: number,
  ): Promise<Webhook | undefined> {
    if ((await this.list(accountId)).length >= most) return undefined;
    const row = await this.#db.insertInto('webhook').values({
      account_id: accountId,
      url: content.url,
      description: content.description,
      kinds: content.kinds && JSON.stringify(content.kinds),
      group_ids: content.groupIds && JSON.stringify(content.groupIds),
      secret: sealedSecret,
      active_since: at.toISOString(),
      created_at: at.toISOString(),
      created_by: createdBy,
    }).returningAll().executeTakeFirstOrThrow();
    return webhookOf(row);
  }

  async edit(
    accountId: number,
    id: number,
    { enabled, rotate, ...content }: WebhookChanges,
  ): Promise<Webhook | undefined> {
    const present = await this.read(accountId, id);
    if (!present) return undefined;
    const columns = {
      ...columnsOf(content),
      ...switched(present, enabled),
      ...(rotate && {
        secret: rotate.sealedSecret,
        previous_secret: present.sealedSecret,
        previous_until: rotate.bothUntil.toISOString(),
      }),
    };
    if (Object.keys(columns).length === 0) return present;
    const row = await this.#db.updateTable('webhook').set(columns)
      .where('id', '=', id).where('deleted_at', 'is', null)
      .$if(rotate !== undefined, (part) => part.where('secret', '=', present.sealedSecret))
      .returningAll().executeTakeFirst();
    return row && webhookOf(row);
  }

  async remove(accountId: number, id: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db.updateTable('webhook')
      .set({ deleted_at: new Date().toISOString(), secret: '', previous_secret: null, previous_until: null })
      .where('account_id', '=', accountId).where('id', '=', id).where('deleted_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async enabled(): Promise<Webhook[]> {
    const rows = await this.#present().where('disabled_at', 'is', null).orderBy('id').execute();
    return rows.map(webhookOf);
  }

  /** To the minute: a write per delivery would cost more than the answer is worth. */
  async succeeded(id: number, at: Date): Promise<void> {
    const aMinuteBefore = new Date(at.getTime() - NOTE_EVERY_MS).toISOString();
    await this.#db.updateTable('webhook')
      .set({ last_delivered_at: at.toISOString(), failing_since: null }).where('id', '=', id)
      .where((eb) =>
        eb.or([
          eb('failing_since', 'is not', null),
          eb('last_delivered_at', 'is', null),
          eb('last_delivered_at', '<', aMinuteBefore),
        ])
      ).execute();
  }

  async failed(id: number, at: Date): Promise<void> {
    await this.#db.updateTable('webhook').set({ failing_since: at.toISOString() })
      .where('id', '=', id).where('failing_since', 'is', null).execute();
  }

  async disable(id: number, { at, failingSince, because }: Disabling): Promise<Webhook | undefined> {
    const row = await this.#db.updateTable('webhook')
      .set({ disabled_at: at.toISOString(), disabled_because: because })
      .where('id', '=', id).where('disabled_at', 'is', null).where('deleted_at', 'is', null)
      .where('failing_since', '<=', failingSince.toISOString())
      .returningAll().executeTakeFirst();
    return row && webhookOf(row);
  }

  #present() {
    return this.#db.selectFrom('webhook').selectAll().where('deleted_at', 'is', null);
  }
}

function switched({ disabled }: Webhook, enabled: WebhookChanges['enabled']) {
  if (!enabled || enabled.is === (disabled === null)) return {};
  const at = enabled.at.toISOString();
  return enabled.is
    ? { disabled_at: null, disabled_because: null, failing_since: null, active_since: at }
    : { disabled_at: at, disabled_because: null };
}
