import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Engine, identity, wholeNumber } from '../engine.ts';

/** Groups, all their versions, and the register of destination ids. */
export function createGroups(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createGroupTable(db, engine);
      await createVersionTable(db, engine);
      await createDestinationTable(db, engine);
    },
  };
}

async function createGroupTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('route_group')
    .addColumn('id', wholeNumber(engine), identity(engine))
    .addColumn('account_id', wholeNumber(engine), (column) => column.notNull())
    .addColumn('version', wholeNumber(engine), (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute();
  await db.schema.createIndex('route_group_by_account').on('route_group').column('account_id').execute();
}

async function createVersionTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('route_group_version')
    .addColumn('group_id', wholeNumber(engine), (column) => column.notNull().references('route_group.id'))
    .addColumn('version', wholeNumber(engine), (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('route_group_version_key', ['group_id', 'version'])
    .execute();
}

async function createDestinationTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('destination')
    .addColumn('id', wholeNumber(engine), identity(engine))
    .addColumn('group_id', wholeNumber(engine), (column) => column.notNull().references('route_group.id'))
    .execute();
  await db.schema.createIndex('destination_by_group').on('destination').column('group_id').execute();
}
