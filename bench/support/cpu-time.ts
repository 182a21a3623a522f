/** Kernel ticks a second in `/proc`: fixed in Linux's interface to programs, whatever the kernel's own rate. */
const TICKS_PER_SECOND = 100;

/**
 * The processor time in seconds that these processes and their children have used, all threads included (proc(5)).
 * Undefined where there is no `/proc`. Others that keep the machine busy stretch every wall clock, but hardly this.
 */
export function cpuSeconds(pids: readonly number[]): Promise<number | undefined> {
  return inSeconds(async () => sum(await Promise.all(pids.map(ticksOfTree))));
}

/** The same of this process and of all that it started and waited for. */
export function ownSeconds(): Promise<number | undefined> {
  return inSeconds(async () => {
    const { self, waitedFor } = await ticksOf(Deno.pid);
    return self + waitedFor;
  });
}

/** The same of every process on the machine, and what the host took for itself. Interrupts belong to nobody. */
export function machineSeconds(): Promise<number | undefined> {
  return inSeconds(async () => {
    const [, user, nice, system, , , , , steal] = (await Deno.readTextFile('/proc/stat')).split(/\s+/).map(
      Number,
    );
    return user + nice + system + steal;
  });
}

async function inSeconds(countTicks: () => Promise<number>): Promise<number | undefined> {
  try {
    return await countTicks() / TICKS_PER_SECOND;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function ticksOfTree(pid: number): Promise<number> {
  const { self, waitedFor } = await ticksOf(pid);
  const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`);
  const below = await Promise.all(
    children.split(' ').filter(Boolean).map((child) => ticksOfTree(Number(child))),
  );
  return self + waitedFor + sum(below);
}

async function ticksOf(pid: number): Promise<{ self: number; waitedFor: number }> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  // The program's name comes second, in parentheses, and may contain anything; fields 14 to 17 are the times.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [user, system, childrenUser, childrenSystem] = fields.slice(11);
  return { self: user + system, waitedFor: childrenUser + childrenSystem };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
