import { readCliConfig } from '../config.ts';
import { type ClientOptions, createClient, type RoutesClient } from './client.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Everything outside that commands can reach. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly fetch: ClientOptions['fetch'];
}

/** What a command works with. */
export interface Cli extends Surroundings {
  /** The running server. Throws `ConfigError` when the environment does not say properly where it is. */
  client(): RoutesClient;
  /** How the process will end if nothing fails. */
  exitCode: ExitCode;
}

export function createCli(surroundings: Surroundings): Cli {
  const { env, fetch } = surroundings;
  return {
    ...surroundings,
    client: () => createClient({ ...readCliConfig(env), fetch }),
    exitCode: exitCode.ok,
  };
}
