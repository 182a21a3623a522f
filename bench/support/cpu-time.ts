/** Kernel ticks a second in `/proc/PID/stat`: fixed in Linux's interface to programs, whatever the kernel's own rate. */
const TICKS_PER_SECOND = 100;

/**
 * The processor time in seconds that these processes and their children have used, all threads included (proc(5)).
 * Undefined where there is no `/proc`. Others that keep the machine busy stretch every wall clock, but hardly this.
 */
export async function cpuSeconds(pids: readonly number[]): Promise<number | undefined> {
  try {
    const ticks = await Promise.all(pids.map(ticksOf));
    return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function ticksOf(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  // The program's name comes second, in parentheses, and may contain anything; `utime` and `stime` are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`);
  const below = await Promise.all(children.split(' ').filter(Boolean).map((child) => ticksOf(Number(child))));
  return below.reduce((sum, each) => sum + each, Number(fields[11]) + Number(fields[12]));
}
