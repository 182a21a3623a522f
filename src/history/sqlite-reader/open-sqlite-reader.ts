import { Kysely } from 'kysely';
import { ReaderHere } from './reader-here.ts';
import { ReaderThread } from './reader-thread.ts';
import { SqliteReaderDialect } from './sqlite-reader-dialect.ts';

/**
 * A SQLite file that another connection has made and writes, to read from without holding up calls: statements run in a
 * thread of their own, one after the other. They reject when the file can't be read; `destroy()` ends the thread.
 *
 * A statement can't be stopped once it runs, as the runtime has no `sqlite3_interrupt`: an aborted one is answered at
 * once, and what waits is held up until it is over. So who reads much reads a limited time or number of rows per
 * statement. A stream (`.stream(chunkSize)`) lets others have their turn between its chunks, but what is written while
 * it lasts stays in the write-ahead log: what goes to a client at the client's own speed is better read page by page,
 * each from where the last one ended.
 */
export function openSqliteReader<Schema>(file: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new SqliteReaderDialect(file, new ReaderThread()) });
}

/** The same on the thread that calls it, for one that has nothing else to do: a statement stops it until it is over. */
export function openSqliteReaderHere<Schema>(file: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new SqliteReaderDialect(file, new ReaderHere()) });
}
