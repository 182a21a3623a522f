import { setTimeout as delay } from 'node:timers/promises';

/** Long past what a busy machine needs. */
const LIMIT_MS = 30_000;

/** Waits until something holds that is bound to. Throws when it never does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (!await holds()) {
    if (performance.now() > deadline) throw new Error(`This never came to hold: ${holds}`);
    await delay(5);
  }
}
