import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Engine, identity, jsonText, wholeNumber } from '../engine.ts';

/** The audit log, with what happened to groups before there was one. */
export function createAuditLog(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createEventTable(db, engine);
      await recordEarlierVersions(db, engine);
    },
  };
}

async function createEventTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('audit_event')
    .addColumn('id', wholeNumber(engine), identity(engine))
    .addColumn('account_id', wholeNumber(engine), (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('group_id', wholeNumber(engine))
    .addColumn('group_version', wholeNumber(engine))
    .addForeignKeyConstraint(
      'audit_event_of_version',
      ['group_id', 'group_version'],
      'route_group_version',
      ['group_id', 'version'],
    )
    .execute();
  await db.schema.createIndex('audit_event_by_time').on('audit_event').columns(['account_id', 'at', 'id'])
    .execute();
}

async function recordEarlierVersions(db: Kysely<unknown>, engine: Engine) {
  await sql`
    insert into audit_event (account_id, at, actor_kind, actor_id, actor_name, action, subject, details, group_id,
      group_version)
    select route_group.account_id, past.at, past.actor_kind, past.actor_id, past.actor_name, 'group ' || past.action,
      ${jsonText(engine, 'past.content', 'name')}, '{}', past.group_id, past.version
    from route_group_version as past join route_group on route_group.id = past.group_id
    order by past.at, past.group_id, past.version`.execute(db);
}
