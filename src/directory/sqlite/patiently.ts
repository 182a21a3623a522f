/** How long to wait for another connection's lock before its refusal is passed on. */
const PATIENCE_MS = 5000;

/** How often to look whether that lock is free. */
const LOOK_AGAIN_MS = 5;

/** SQLITE_BUSY (sqlite.org/rescode.html), the low byte of its extended codes: nothing was done. */
const BUSY = 5;

/**
 * Does the work, again and again while another connection holds the file's lock.
 *
 * SQLite's own `busy_timeout` would sleep on the thread that answers calls; this waits on a timer. It also covers what
 * that one does not: two processes that turn WAL on for the same new file.
 */
export async function patiently<Result>(
  work: () => Result | Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === BUSY;
}
