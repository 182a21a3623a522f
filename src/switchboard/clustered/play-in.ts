import { setImmediate } from 'node:timers/promises';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { ClusterLink } from './cluster-link.ts';
import { sizeOf } from './changes.ts';
import { PlayedBooks } from './played-books.ts';
import type { Spool, SpoolLine } from './spool.ts';

export interface PlayInOptions {
  readonly link: ClusterLink;
  /** The node whose batches these are. */
  readonly nodeId: string;
  readonly groupOf: (groupId: number) => RouteGroup | undefined;
  readonly clock: () => number;
}

/** About how many changes one transaction takes, so that no node's calls wait long for its locks. */
const CHANGES_AT_ONCE = 500;

/** How often other nodes may be faster with one of the sessions before the connection is given up. */
const MOST_TRIES = 20;

/**
 * Brings a spool into the database, in order and each line once, until fewer than `leave` changes wait.
 * Answers the sessions that were placed. Throws when the database fails; what was played until then stays played.
 */
export async function playIn(options: PlayInOptions, spool: Spool, leave = 0): Promise<string[]> {
  const sessions: string[] = [];
  const lastBatch = await options.link.lastBatch(options.nodeId);
  while (!spool.isEmpty && spool.waiting >= leave) {
    const chunk = await spool.read();
    const lines = chunk.lines.filter(({ batch }) => batch > lastBatch);
    for (const part of partsOf(lines)) await playLines(options, part);
    for (const line of lines) sessions.push(...sessionsOf(line));
    await spool.played(chunk);
  }
  return sessions;
}

/** Brings lines into the database in one transaction, while no other node does so. */
export async function playLines(options: PlayInOptions, lines: readonly SpoolLine[]): Promise<void> {
  for (let tries = 1; !await tryPlayLines(options, lines); tries++) {
    if (tries === MOST_TRIES) throw new Error('Other nodes are faster with these sessions, again and again.');
    await setImmediate();
  }
}

/** False when another node was faster with one of the sessions: nothing has happened then. */
async function tryPlayLines(
  { link, nodeId, groupOf, clock }: PlayInOptions,
  lines: readonly SpoolLine[],
): Promise<boolean> {
  const nowMs = clock();
  const early = lines.flatMap((line) => line.early.map(({ session }) => session));
  const sessions = lines.flatMap(sessionsOf);
  const wanted = {
    groupIds: [...new Set(lines.flatMap(groupsOf))],
    sessions: [...new Set([...sessions, ...early])],
    attemptIds: lines.flatMap(({ fates }) => fates.map(({ id }) => id)),
    alone: true,
  };
  const loaded = await link.load(wanted, nowMs);
  const books = new PlayedBooks(loaded, await link.earlyCompletions(sessions), groupOf);
  for (const line of lines) books.play(line);
  const { batch } = lines.at(-1)!;
  const changes = books.seal();
  return await link.write({
    nodeId,
    batch,
    nowMs,
    changes,
    ledgers: loaded.ledgers,
    settledSessions: sessions,
  });
}

function groupsOf({ opened, refused }: SpoolLine): number[] {
  return [...opened.map(({ attempt }) => attempt.groupId), ...refused.map(({ groupId }) => groupId)];
}

function sessionsOf({ opened }: SpoolLine): string[] {
  return opened.map(({ attempt }) => attempt.session).filter((session) => session !== null);
}

function* partsOf(lines: readonly SpoolLine[]): Generator<SpoolLine[]> {
  let part: SpoolLine[] = [];
  let size = 0;
  for (const line of lines) {
    part.push(line);
    size += sizeOf(line);
    if (size < CHANGES_AT_ONCE) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}
