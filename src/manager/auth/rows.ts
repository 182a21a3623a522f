import { getCurrentAdapter, runWithTransaction } from '@better-auth/core/context';
import type { AuthContext } from 'better-auth';
import type { Tables } from './account-tables.ts';

/** Columns and the value each must have; a list means any of its values. */
type Match<Row> = { readonly [Column in keyof Row]?: Row[Column] | readonly Row[Column][] };

/** The rows of people and accounts, through better-auth's adapter: the same calls on every database engine. */
export interface Rows {
  find<Table extends keyof Tables>(
    table: Table,
    match: Match<Tables[Table]>,
  ): Promise<Tables[Table] | undefined>;
  /** Ordered by a column, ascending; by none when left out. */
  list<Table extends keyof Tables>(
    table: Table,
    match: Match<Tables[Table]>,
    order?: keyof Tables[Table] & string,
  ): Promise<Tables[Table][]>;
  count<Table extends keyof Tables>(table: Table, match: Match<Tables[Table]>): Promise<number>;
  add<Table extends keyof Tables>(table: Table, row: Omit<Tables[Table], 'id'>): Promise<Tables[Table]>;
  /** How many rows it changed. */
  change<Table extends keyof Tables>(
    table: Table,
    match: Match<Tables[Table]>,
    values: Partial<Tables[Table]>,
  ): Promise<number>;
  /** How many rows it removed. */
  remove<Table extends keyof Tables>(table: Table, match: Match<Tables[Table]>): Promise<number>;
  /**
   * Does all of `work` or nothing. Everything inside, better-auth's own calls included, takes part; nothing inside may
   * wait for a statement outside, as an embedded database has one connection.
   */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** better-auth returns a hundred rows unless told otherwise. */
const EVERY_ROW = 1_000_000;

export function createRows({ adapter }: Pick<AuthContext, 'adapter'>): Rows {
  const current = () => getCurrentAdapter(adapter);
  return {
    async find(model, match) {
      return await (await current()).findOne(where(model, match)) ?? undefined;
    },
    async list(model, match, order) {
      if (Object.values(match).some((value) => Array.isArray(value) && value.length === 0)) return [];
      const sortBy = order && { field: order, direction: 'asc' as const };
      return await (await current()).findMany({ ...where(model, match), sortBy, limit: EVERY_ROW });
    },
    async count(model, match) {
      return await (await current()).count(where(model, match));
    },
    async add(model, data) {
      return await (await current()).create({ model, data });
    },
    async change(model, match, update) {
      return await (await current()).updateMany({ ...where(model, match), update });
    },
    async remove(model, match) {
      return await (await current()).deleteMany(where(model, match));
    },
    transaction: async (work) => await runWithTransaction(adapter, work),
  };
}

function where<Table extends keyof Tables>(model: Table, match: Match<Tables[Table]>) {
  const conditions = Object.entries(match).map(([field, value]) => ({
    field,
    value: value as string,
    operator: Array.isArray(value) ? 'in' as const : 'eq' as const,
  }));
  return { model: model as string, where: conditions };
}
