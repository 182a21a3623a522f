import { type ExitCode, exitCode } from './exit-code.ts';

/** A command can't do what it was asked to. The message is for people and says what to do. */
export class CommandFailure extends Error {
  constructor(message: string, readonly exitCode: ExitCode) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** The command line or a file needs a correction. */
export function wrongUsage(message: string): CommandFailure {
  return new CommandFailure(message, exitCode.usage);
}
