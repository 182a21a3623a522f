import type { Kysely } from 'kysely';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import type { Engine } from '../../src/directory/engine.ts';

/** A database without tables, which any number may open. */
export interface BareDatabase extends AsyncDisposable {
  open(): Kysely<DirectorySchema>;
}

/** How migrations are tested on an engine. */
export interface MigrationBench {
  readonly engine: Engine;
  prepare(): Promise<BareDatabase>;
  /** The tables and indexes there are, in words that differ when they differ. */
  schemaOf(db: Kysely<DirectorySchema>): Promise<string>;
  /** The committed words for the present schema. */
  readonly committed: URL;
}
