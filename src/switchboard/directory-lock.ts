import { join } from 'node:path';

/**
 * Takes a data directory for this process; returns how to give it back. The operating system frees it when the
 * process ends, however it ends. Throws when another process has it: two ledgers of the same calls can't both be right.
 */
export function lockDirectory(directory: string): () => void {
  const file = Deno.openSync(join(directory, 'lock'), { create: true, write: true });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new Error(`${directory} is in use by another server. Stop it, or set DATA_DIR to another folder.`);
  }
  return () => {
    // Closing alone would not do while a process that is being started still has a copy of the descriptor.
    file.unlockSync();
    file.close();
  };
}
