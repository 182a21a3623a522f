import type { Command } from 'commander';
import type { Cli } from './cli.ts';
import { CommandFailure } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { openInstallation, requireInstallation } from './open-installation.ts';
import { printable } from './terminal.ts';

interface PasswordLinkOptions {
  readonly withoutTwoFactor?: boolean;
  readonly json?: boolean;
}

/** `password-link`: lets somebody in again whom nobody in the Route Manager can help, such as the only owner. */
export function addPasswordLink(program: Command, cli: Cli) {
  const command = program.command('password-link')
    .argument('<email>', 'whose password it is')
    .description('Make a link to set a new password, and print it. The server may be running or not')
    .option(
      '--without-two-factor',
      'also remove the second factor: authenticator and recovery codes are lost',
    )
    .option(...JSON_OPTION)
    .action((email: string, options: PasswordLinkOptions) => makeLink(cli, email, options));
  explain(command, {
    examples: [
      ['password-link ann@example.com', 'Get a link for somebody who forgot the password'],
      [
        'password-link ann@example.com --without-two-factor',
        'Get one for somebody who lost the telephone too',
      ],
    ],
    exits: [0, 1, 2],
  });
}

async function makeLink(cli: Cli, email: string, options: PasswordLinkOptions) {
  const { terminal } = cli;
  await requireInstallation(cli);
  await using installation = await openInstallation(cli);
  const { recovery } = installation.auth;
  const made = await recovery.passwordLinkHere(email, options.withoutTwoFactor ?? false);
  if (!made) throw new CommandFailure(`Nobody here has the address ${printable(email)}.`, exitCode.no);
  const { link, expiresAt } = made;
  terminal.print(options.json ? formatJson({ link, expiresAt }) : `${link}\n`);
  if (!options.json) terminal.note('It works once, for a day. Hand it over so that nobody else sees it.\n');
}
