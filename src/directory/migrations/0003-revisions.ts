import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Engine, wholeNumber } from '../engine.ts';

/** A count of all changes of groups, and at each group which of them was its last. */
export function countRevisions(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createRevisionTable(db, engine);
      await db.schema.alterTable('route_group')
        .addColumn('revision', wholeNumber(engine), (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.createIndex('route_group_by_revision').on('route_group').column('revision').execute();
    },
  };
}

async function createRevisionTable(db: Kysely<unknown>, engine: Engine) {
  await db.schema.createTable('directory_revision')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('revision', wholeNumber(engine), (column) => column.notNull())
    .execute();
  await sql`insert into directory_revision (id, revision) values (1, 0)`.execute(db);
}
