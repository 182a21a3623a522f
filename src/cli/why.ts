import type { Command } from 'commander';
import type { Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { printable } from './terminal.ts';
import { drawCall } from './why/draw-call.ts';

/** `why SESSION`: where each attempt of a call went, and why. */
export function addWhy(program: Command, cli: Cli) {
  const command = program.command('why')
    .argument('<session>', "the voice platform's id of the call, exactly as it was sent")
    .description('Explain where each attempt of a call went, or why it was refused')
    .option(...JSON_OPTION)
    .action((session: string, options: { json?: boolean }) => explainCall(cli, session, options));
  explain(command, {
    examples: [
      ["why '000005;000;1190752725'", 'See why a call went where it did'],
      ["why CAdeadbeef --json | jq -r '.steps[].because'", 'Get the reasons alone'],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function explainCall(cli: Cli, session: string, { json }: { json?: boolean }) {
  const { terminal } = cli;
  const call = await cli.client().call(session);
  if (json) terminal.print(formatJson(call));
  if (call.steps.length === 0) {
    cli.exitCode = exitCode.no;
    const kept = call.keptDays === 1 ? 'a day' : `${call.keptDays} days`;
    terminal.note(
      `No call has the session ${printable(session)}. Calls are kept for ${kept} after they end.\n`,
    );
  } else if (!json) {
    terminal.print(drawCall(call, terminal.columns));
  }
}
