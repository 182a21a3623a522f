import { Command } from 'commander';
import { addBackup } from './backup.ts';
import type { Cli } from './cli.ts';
import { exitMeanings } from './exit-code.ts';
import { addGroupsApply } from './groups-apply.ts';
import { addGroupsExport } from './groups-export.ts';
import { addGroupsList } from './groups-list.ts';
import { PROGRAM } from './help.ts';
import { addKeyCreate } from './key-create.ts';
import { addMove } from './move.ts';
import { addPasswordLink } from './password-link.ts';
import { addSessionsList } from './sessions-list.ts';
import { addSessionsRelease } from './sessions-release.ts';
import { addSetup } from './setup.ts';
import { addSimulate } from './simulate.ts';
import { addVxml } from './vxml.ts';
import { addWhatIf } from './what-if.ts';
import { addWhy } from './why.ts';

/** The command line: every command with its options, bound to the place it runs in. */
export function createProgram(cli: Cli): Command {
  const { terminal } = cli;
  const program = new Command(PROGRAM)
    .description('The command line of Plum Routes: fair load balancing of call transfers')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.print,
      writeErr: terminal.note,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('Add --help to see what this command takes.')
    .addHelpText('after', environmentAndExits());
  addSetup(program, cli);
  addKeyCreate(program.command('key').description('Make API keys'), cli);
  addPasswordLink(program, cli);
  addBackup(program, cli);
  addMove(program, cli);
  const groups = program.command('groups').description('List, export and apply route groups');
  addGroupsList(groups, cli);
  addGroupsExport(groups, cli);
  addGroupsApply(groups, cli);
  const sessions = program.command('sessions').description('List and release open sessions');
  addSessionsList(sessions, cli);
  addSessionsRelease(sessions, cli);
  addVxml(program, cli);
  addWhy(program, cli);
  addSimulate(program, cli);
  addWhatIf(program, cli);
  return program;
}

function environmentAndExits(): string {
  const exits = Object.entries(exitMeanings).map(([code, meaning]) => `  ${code}  ${meaning}\n`);
  return `
Environment:
  ROUTES_URL      the server's address (default: http://127.0.0.1:$PORT, and 8080 without PORT)
  ROUTES_API_KEY  an API key of the account, for everything that talks to the server
  DATA_DIR, DATABASE_URL, SECRET, …  as the server has them, for everything that opens the database

Exit status:
${exits.join('')}`;
}
