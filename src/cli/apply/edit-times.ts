import { instant } from '../../contract/scheduled-edit.ts';
import type { GroupOutput } from '../../contract/group.ts';
import type { RoutesClient } from '../client.ts';
import { wrongUsage } from '../command-failure.ts';
import { printable } from '../terminal.ts';
import { titleOf } from './describe-step.ts';
import type { Step } from './plan.ts';

/** When edits are in effect, as it was typed: now, and for good, where nothing is. */
export interface EditTimes {
  readonly at?: string;
  readonly until?: string;
}

/** Throws when one of the times is none, or not with its offset. */
export function requireInstants({ at, until }: EditTimes) {
  for (const [option, text] of Object.entries({ '--at': at, '--until': until })) {
    const read = text === undefined ? undefined : instant.safeParse(text);
    if (read?.success === false) throw wrongUsage(`${option}: ${read.error.issues[0].message}`);
  }
}

/** The groups as they will be at that time, if nobody edits them before: what the files are then compared with. */
export async function groupsAt(server: RoutesClient, at: string | undefined): Promise<GroupOutput[]> {
  const groups = await server.groups();
  return at === undefined ? groups : await Promise.all(groups.map((group) => groupAt(server, group, at)));
}

async function groupAt(server: RoutesClient, group: GroupOutput, at: string): Promise<GroupOutput> {
  if (group.nextChangeAt === null) return group;
  const scheduled = await server.scheduled(group.id);
  const last = scheduled.findLast(({ effectiveAt, obstacle }) =>
    obstacle === null && new Date(effectiveAt) <= new Date(at)
  );
  return last ? { ...group, ...last.content } : group;
}

/** Throws when there is something that can only be done now. */
export function requireEditsAlone(steps: readonly Step[]) {
  const created = steps.find((step) => step.kind === 'create');
  if (!created) return;
  throw wrongUsage(
    `Nothing was changed: there is no route group ${printable(created.desired.name)} yet, ` +
      'and a new one begins at once. Leave --at and --until out to add it.',
  );
}

/** What people should know who edit groups that will change by themselves. */
export function describeComing(steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    step.kind === 'change' && step.present.nextChangeAt
      ? [
        `${
          titleOf(step.present)
        } has an edit scheduled for ${step.present.nextChangeAt}, which is made all the same.`,
      ]
      : []
  );
}

/** " for 2026-12-01T08:00:00Z, until …", as far as there is anything to say. */
export function describeTimes({ at, until }: EditTimes): string {
  return (at ? ` for ${at}` : '') + (until ? `, until ${until}` : '');
}
