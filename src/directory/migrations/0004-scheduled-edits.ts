import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Engine, identity, wholeNumber } from '../engine.ts';

/** Edits that are made later, by themselves. */
export function createScheduledEdits(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable('scheduled_edit')
        .addColumn('id', wholeNumber(engine), identity(engine))
        .addColumn('group_id', wholeNumber(engine), (column) => column.notNull().references('route_group.id'))
        .addColumn('due_at', 'text', (column) => column.notNull())
        .addColumn('content', 'text')
        .addColumn('edit_id', wholeNumber(engine), (column) => column.references('scheduled_edit.id'))
        .addColumn('made', 'text')
        .addColumn('scheduled_at', 'text', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text', (column) => column.notNull())
        .addColumn('actor_name', 'text', (column) => column.notNull())
        .addColumn('missed', 'text')
        .execute();
      await db.schema.createIndex('scheduled_edit_by_group').on('scheduled_edit')
        .columns(['group_id', 'due_at']).execute();
      await db.schema.createIndex('scheduled_edit_by_time').on('scheduled_edit').column('due_at').execute();
    },
  };
}
