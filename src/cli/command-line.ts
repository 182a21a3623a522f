import { CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { createCli, type Surroundings } from './cli.ts';
import { CommandFailure } from './command-failure.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

/** Runs one command line, without the program's name. Answers the exit status; throws only for bugs. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const cli = createCli(surroundings);
  try {
    await createProgram(cli).parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    // Commander has said what is wrong by itself; asking for help is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    if (!(error instanceof CommandFailure || error instanceof ConfigError)) throw error;
    surroundings.terminal.note(`${error.message}\n`);
    return error instanceof CommandFailure ? error.exitCode : exitCode.usage;
  }
}
