import { wrongUsage } from './command-failure.ts';
import { printable, type Terminal } from './terminal.ts';

/** The text of a file that the command line names. Throws a `CommandFailure` when it can't be read. */
export async function readFile(terminal: Terminal, path: string): Promise<string> {
  try {
    return await terminal.readText(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw wrongUsage(`Can't read ${printable(path)}: ${error.message}.`);
  }
}
