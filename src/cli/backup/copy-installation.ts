import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { SWITCHBOARD_FILE } from '../../switchboard/embedded/embedded-switchboard.ts';
import { fileExists } from '../file-exists.ts';

/** A file of the copy. */
export interface CopiedFile {
  readonly name: string;
  readonly bytes: number;
}

/** What a copy consists of, in the order in which it is made. */
const FILES = [
  // Before the directory: calls of a group that the directory does not know would count as those of the next new group.
  { name: SWITCHBOARD_FILE, copy: copyDatabase },
  { name: 'directory.db', copy: copyDatabase },
  { name: 'secret', copy: Deno.copyFile },
];

/** How the files end until all are complete: nobody takes a copy that broke off for a whole one. */
const PARTIAL = '.partial';

/** How long to wait for a server that is just opening its files. */
const LOCK_WAIT_MS = 10_000;

/** A copy in several steps begins anew with each commit of the server (sqlite.org/c3ref/backup_finish.html). */
const EVERY_PAGE = 2 ** 31 - 1;

/**
 * Copies the files of an embedded installation into an empty folder. Each is as it was at one moment, and on the disk
 * when this returns. A server may run on them: its commits never wait for a reader (sqlite.org/wal.html, "Concurrency").
 * Throws what the system or SQLite says; the folder is empty again then.
 */
export async function copyInstallation(dataDir: string, folder: string): Promise<CopiedFile[]> {
  const partials = FILES.map(({ name }) => join(folder, name + PARTIAL));
  try {
    const copied = [];
    for (const [index, { name, copy }] of FILES.entries()) {
      if (!await fileExists(join(dataDir, name))) continue;
      await copy(join(dataDir, name), partials[index]);
      copied.push({ name, bytes: await settle(partials[index]) });
    }
    for (const { name } of copied) await Deno.rename(join(folder, name + PARTIAL), join(folder, name));
    return copied;
  } catch (error) {
    for (const partial of partials) await Deno.remove(partial).catch(() => {});
    throw error;
  }
}

async function copyDatabase(from: string, to: string) {
  const db = new DatabaseSync(from, { readOnly: true, timeout: LOCK_WAIT_MS });
  try {
    await backup(db, to, { rate: EVERY_PAGE });
  } finally {
    db.close();
  }
}

/** Keeps a file on the disk, and from other people. Answers its size. */
async function settle(path: string): Promise<number> {
  await Deno.chmod(path, 0o600);
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
  return (await file.stat()).size;
}
