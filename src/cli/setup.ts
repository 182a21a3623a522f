import type { Command } from 'commander';
import { readSetupConfig } from '../config.ts';
import { checkWritten } from '../contract/check-written.ts';
import { setupInput } from '../contract/auth.ts';
import type { Cli } from './cli.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { openInstallation } from './open-installation.ts';
import { printable, type Terminal } from './terminal.ts';

interface SetupOptions {
  readonly account?: string;
  readonly email?: string;
  readonly json?: boolean;
}

/** `setup`: the first account and its owner, without the set-up link. */
export function addSetup(program: Command, cli: Cli) {
  const command = program.command('setup')
    .description(
      'Make the first account and its owner. The server may be running or not; asks for what is not given',
    )
    .option('--account <name>', 'name of the account')
    .option('--email <address>', "the owner's e-mail address (or SETUP_EMAIL)")
    .option(...JSON_OPTION)
    .action((options: SetupOptions) => setUp(cli, options));
  explain(command, {
    examples: [
      ['setup', 'Answer three questions'],
      [
        'setup --account Acme --email ann@example.com',
        'Be asked for the password only; SETUP_PASSWORD may have it',
      ],
    ],
    exits: [0, 1, 2],
  });
}

async function setUp(cli: Cli, options: SetupOptions) {
  const { terminal } = cli;
  const owner = readOwner(cli, options);
  await using installation = await openInstallation(cli);
  const outcome = await installation.auth.setup.completeHere(owner);
  const { publicUrl } = installation.config;
  if (outcome.kind !== 'done') {
    const message =
      `This installation is set up already. Sign in at ${publicUrl}, or ask one of its admins for an invitation.`;
    throw new CommandFailure(message, exitCode.no);
  }
  const { accountName, email } = owner;
  const made = { account: { id: outcome.accountId, name: accountName }, email, url: publicUrl };
  terminal.print(
    options.json
      ? formatJson(made)
      : `The account ${printable(accountName)} is set up. Sign in at ${publicUrl} as ${email}.\n`,
  );
}

/** From the options, the environment or the keyboard, in that order; the password never from an option, which others see. */
function readOwner({ env, terminal }: Cli, options: SetupOptions) {
  const given = readSetupConfig(env);
  const written = {
    accountName: options.account ?? required(terminal, 'Name of the account:', '--account'),
    email: options.email ?? given.email ?? required(terminal, "Owner's e-mail address:", '--email'),
    password: given.password ?? newPassword(terminal),
  };
  const checked = checkWritten(setupInput.omit({ token: true }), written);
  if (checked.kind === 'faulty') throw wrongUsage(checked.faults.map(({ message }) => message).join('\n'));
  return checked.value;
}

function newPassword(terminal: Terminal): string {
  const password = required(terminal, 'Password:', 'SETUP_PASSWORD', { secret: true });
  if (terminal.ask('Password once more:', { secret: true }) === password) return password;
  throw wrongUsage('The two passwords differ. Nothing was set up.');
}

function required(terminal: Terminal, question: string, otherwise: string, options = {}): string {
  const answer = terminal.ask(question, options);
  if (answer === undefined) throw wrongUsage(`${otherwise} must be given: there is nobody to ask.`);
  return answer;
}
