import { sql } from 'kysely';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { migrationsContract } from '../../contract/migrations-contract.ts';
import { emptyDatabase } from '../../support/postgres.ts';

migrationsContract('PostgreSQL', {
  engine: 'postgres',
  committed: new URL('../../../src/directory/postgres/schema.txt', import.meta.url),
  async prepare() {
    const database = await emptyDatabase();
    return {
      open: () => openPostgres(database.url),
      [Symbol.asyncDispose]: () => database.drop(),
    };
  },
  /** Columns, constraints and indexes of each table, one a line, in the words of PostgreSQL's own functions. */
  async schemaOf(db) {
    const { rows } = await sql<{ line: string }>`
      select line from (
        select 1 as kind, attrelid as owner, attnum as place, concat_ws(' ', attname, format_type(atttypid, atttypmod),
          case when attnotnull then 'not null' end, case when attidentity <> '' then 'identity' end,
          'default ' || pg_get_expr(adbin, adrelid)) as words
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attnum > 0 and not attisdropped
        union all
        select 2, conrelid, 0, conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where contype <> 'n'
        union all
        select 3, indrelid, 0, pg_get_indexdef(indexrelid) from pg_index
      ) as part join pg_class on pg_class.oid = owner and relkind = 'r' and relnamespace = 'public'::regnamespace,
        concat(relname, ': ', words) as line
      order by relname, kind, place, words`.execute(db);
    return rows.map(({ line }) => `${line}\n`).join('');
  },
});
