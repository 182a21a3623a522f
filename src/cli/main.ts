import { runCommandLine } from './command-line.ts';
import { exitCode } from './exit-code.ts';
import { systemTerminal } from './system-terminal.ts';

try {
  const code = await runCommandLine(Deno.args, {
    terminal: systemTerminal(),
    env: Deno.env.toObject(),
    workingDirectory: Deno.cwd(),
    fetch,
  });
  Deno.exit(code);
} catch (error) {
  // Whoever reads our output has seen enough, as `head` has.
  if (error instanceof Deno.errors.BrokenPipe) Deno.exit(exitCode.ok);
  throw error;
}
