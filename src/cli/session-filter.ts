import type { Command } from 'commander';
import { parseDuration } from '../contract/duration.ts';
import type { RoutesClient, SessionFilter } from './client.ts';
import { CommandFailure, wrongUsage } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { findGroup } from './find-group.ts';
import { printable } from './terminal.ts';

/** Which open sessions are meant, as people type it. */
export interface FilterOptions {
  readonly group?: string;
  readonly session?: string;
  readonly prefix?: string;
  readonly olderThan?: string;
  readonly destination?: string;
}

export function addFilterOptions(command: Command): Command {
  return command
    .option('--group <group>', 'only of this route group, by its id or its name')
    .option('--session <id>', 'only the session with exactly this id')
    .option('--prefix <text>', 'only sessions whose id begins so')
    .option('--older-than <duration>', 'only what has been open for longer, such as 90min or 2h')
    .option('--destination <destination>', 'only at this destination of the group, by its id or its name');
}

/** The same for the server. Throws when a part of it can't be understood. */
export async function chosenBy(
  options: FilterOptions,
  server: RoutesClient,
): Promise<{ readonly groupId: number | undefined; readonly filter: SessionFilter }> {
  const { session, prefix, olderThan } = options;
  const openedBefore = olderThan === undefined ? undefined : timeBefore(olderThan);
  const { groupId, destination } = await placeOf(options, server);
  return { groupId, filter: { session, sessionPrefix: prefix, destination, openedBefore } };
}

function timeBefore(age: string): string {
  const seconds = parseDuration(age);
  if (seconds === undefined) throw wrongUsage('--older-than takes a duration, such as 90min, 2h or 1d.');
  return new Date(Date.now() - seconds * 1000).toISOString();
}

async function placeOf({ group: reference, destination }: FilterOptions, server: RoutesClient) {
  if (destination !== undefined && reference === undefined) {
    throw wrongUsage('--destination needs --group: names of destinations are a group’s own.');
  }
  if (reference === undefined) return { groupId: undefined, destination: undefined };
  const group = findGroup(await server.groups(), reference);
  if (destination === undefined) return { groupId: group.id, destination: undefined };
  const found = group.destinations.find(({ id, name }) => String(id) === destination || name === destination);
  // One that was removed since is known by its number alone.
  if (found === undefined && !/^\d+$/.test(destination)) {
    const message = `${printable(group.name)} has no destination ${printable(destination)}.`;
    throw new CommandFailure(message, exitCode.no);
  }
  return { groupId: group.id, destination: found?.id ?? Number(destination) };
}
