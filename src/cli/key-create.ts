import { type Command, InvalidArgumentError, Option } from 'commander';
import { checkWritten } from '../contract/check-written.ts';
import { accountNumber, keyInput } from '../contract/auth.ts';
import { type Role, role } from '../contract/roles.ts';
import type { Cli } from './cli.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';
import { openInstallation, requireInstallation } from './open-installation.ts';
import { printable } from './terminal.ts';

interface KeyOptions {
  readonly name: string;
  readonly role: Role;
  readonly account: number;
  readonly json?: boolean;
}

const COMMAND_LINE = { kind: 'system', id: 'command-line', name: 'Command line' } as const;

/** `key create`: an API key, for whoever holds the database. */
export function addKeyCreate(key: Command, cli: Cli) {
  const command = key.command('create')
    .description('Make an API key and print it, this one time. The server may be running or not')
    .requiredOption('--name <name>', 'what the key is for')
    .addOption(
      new Option('--role <role>', 'what it may do; each role may all that the next may').choices(role.options)
        .default('editor'),
    )
    .option('--account <number>', 'the account, as in /ws/route/{account}/…', accountOf, 1)
    .option(...JSON_OPTION)
    .action((options: KeyOptions) => createKey(cli, options));
  explain(command, {
    examples: [
      ['key create --name "Nightly apply"', 'Get a key for `groups apply`'],
      ['key create --name Dashboard --role viewer', 'Get a key that only reads'],
    ],
    exits: [0, 1, 2],
  });
}

async function createKey(cli: Cli, options: KeyOptions) {
  const { terminal } = cli;
  const checked = checkWritten(keyInput, { name: options.name, role: options.role });
  if (checked.kind === 'faulty') throw wrongUsage(checked.faults.map(({ message }) => message).join('\n'));
  await requireInstallation(cli);
  await using installation = await openInstallation(cli);
  const { accounts, keys } = installation.auth;
  const account = await accounts.read(options.account);
  if (!account) throw unknownAccount(options.account);
  const created = await keys.create({ ...checked.value, accountId: account.id, actor: COMMAND_LINE });
  terminal.print(options.json ? formatJson(created) : `${created.secret}\n`);
  if (!options.json) {
    terminal.note(`Keep it: it is not shown again. It is ${describe(checked.value, account.name)}.\n`);
  }
}

function describe({ name, role }: { readonly name: string; readonly role: Role }, account: string): string {
  return `"${printable(name)}", ${role} of ${printable(account)}`;
}

function unknownAccount(id: number): CommandFailure {
  const message =
    `There is no account ${id}. Its number stands in the URLs of its route groups: /ws/route/{account}/…`;
  return new CommandFailure(message, exitCode.no);
}

function accountOf(text: string): number {
  const number = accountNumber.safeParse(Number(text));
  if (number.success && String(number.data) === text) return number.data;
  throw new InvalidArgumentError('A number, 1 or more.');
}
