import type { Command } from 'commander';
import { type ExitCode, exitMeanings } from './exit-code.ts';

/** How people call the command line. */
export const PROGRAM = 'deno task routes';

export interface HelpText {
  /** What to type after the program's name, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** How this command can end. */
  readonly exits: readonly ExitCode[];
}

/** Adds examples and the meaning of the exit status below a command's options. */
export function explain(command: Command, { examples, exits }: HelpText): Command {
  const shown = examples.map(([line, does]) => `  ${does}\n    ${PROGRAM} ${line}\n`);
  const statuses = exits.map((code) => `  ${code}  ${exitMeanings[code]}\n`);
  return command.addHelpText('after', `\nExamples:\n${shown.join('')}\nExit status:\n${statuses.join('')}`);
}

/** The option that every command has. */
export const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
