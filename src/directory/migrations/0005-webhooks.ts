import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Engine, identity, wholeNumber } from '../engine.ts';

/** Webhooks, what is sent to them, and how far the sources of events were read. */
export function createWebhooks(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createWebhookTable(db, engine);
      await createDeliveryTable(db, engine);
      await createPositionTable(db, engine);
    },
  };
}

async function createWebhookTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('webhook')
    .addColumn('id', wholeNumber(engine), identity(engine))
    .addColumn('account_id', wholeNumber(engine), (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('kinds', 'text')
    .addColumn('group_ids', 'text')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('previous_secret', 'text')
    .addColumn('previous_until', 'text')
    .addColumn('active_since', 'text', (column) => column.notNull())
    .addColumn('failing_since', 'text')
    .addColumn('last_delivered_at', 'text')
    .addColumn('disabled_at', 'text')
    .addColumn('disabled_because', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute();
  await db.schema.createIndex('webhook_by_account').on('webhook').column('account_id').execute();
}

async function createDeliveryTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('webhook_delivery')
    .addColumn('id', wholeNumber(engine), identity(engine))
    .addColumn('webhook_id', wholeNumber(engine), (column) => column.notNull().references('webhook.id'))
    .addColumn('event_key', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('attempts_before', 'integer', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('last_at', 'text')
    .addColumn('last_status', 'integer')
    .addColumn('last_response', 'text')
    .addColumn('last_error', 'text')
    .addColumn('last_took_ms', 'integer')
    .addUniqueConstraint('webhook_delivery_once', ['webhook_id', 'event_key'])
    .execute();
  await db.schema.createIndex('webhook_delivery_by_webhook').on('webhook_delivery')
    .columns(['webhook_id', 'id']).execute();
  await db.schema.createIndex('webhook_delivery_due').on('webhook_delivery')
    .columns(['webhook_id', 'next_at']).execute();
  await db.schema.createIndex('webhook_delivery_by_age').on('webhook_delivery').column('created_at')
    .execute();
}

async function createPositionTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('webhook_position')
    .addColumn('source', 'text', (column) => column.primaryKey())
    .addColumn('position', wholeNumber(engine), (column) => column.notNull())
    .execute();
}
