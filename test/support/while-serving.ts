/** A test that lives as long as its work, as a server does that listens: timers of the service keep no process alive. */
export function whileServing(work: () => Promise<void>): () => Promise<void> {
  return async () => {
    const listening = setInterval(() => {}, 1000);
    try {
      await work();
    } finally {
      clearInterval(listening);
    }
  };
}
