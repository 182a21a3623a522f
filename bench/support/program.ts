/** Whether a program is installed. */
export async function isInstalled(program: string): Promise<boolean> {
  const { success } = await new Deno.Command('sh', { args: ['-c', `command -v ${program}`] }).output();
  return success;
}

/** The first version number that a program prints when asked so. */
export async function versionOf(program: string, flag: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(program, { args: [flag] }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? 'unknown';
}

/** A port on the loopback address that nobody listens on at this moment. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Asks until the check holds. Throws with `what` when it never does. */
export async function until(what: string, check: () => Promise<boolean>, timeoutMs = 60_000) {
  const deadline = performance.now() + timeoutMs;
  while (!await check().catch(() => false)) {
    if (performance.now() > deadline) throw new Error(`Gave up waiting: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether an address answers HTTP with a status below 500. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status < 500;
}

/** Ends a process that was started here, and waits until it has ended. */
export async function stop(process: Deno.ChildProcess, signal: Deno.Signal = 'SIGTERM') {
  try {
    process.kill(signal);
  } catch { /* It has ended by itself. */ }
  await process.status;
}
