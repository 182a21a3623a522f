import type { GroupOutput } from '../contract/group.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { printable } from './terminal.ts';

/** The group that people mean by its id or its name. Throws when there is none, or more than one of that name. */
export function findGroup(groups: readonly GroupOutput[], reference: string): GroupOutput {
  const byId = groups.find(({ id }) => String(id) === reference);
  if (byId) return byId;
  const named = groups.filter(({ name }) => name === reference);
  if (named.length === 1) return named[0];
  if (named.length === 0) throw unknown(groups, reference);
  const ids = named.map(({ id }) => id).join(', ');
  throw wrongUsage(`${named.length} route groups are named ${printable(reference)}. Give the id: ${ids}.`);
}

function unknown(groups: readonly GroupOutput[], reference: string): CommandFailure {
  const known = groups.map(({ id, name }) => `  ${id}  ${printable(name)}\n`).join('');
  const hint = known ? `These are there:\n${known.trimEnd()}` : 'The account has none yet.';
  return new CommandFailure(
    `No route group has the id or name ${printable(reference)}. ${hint}`,
    exitCode.no,
  );
}
