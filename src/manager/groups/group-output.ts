import { type DestinationOutput, type GroupOutput, toPercent } from '../../contract/group.ts';
import { contentOf, type GroupVersionOutput } from '../../contract/group-version.ts';
import { writtenWarnings } from '../../contract/group-warnings.ts';
import type { GroupRecord, GroupVersion } from '../../directory/directory.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';

/** A group as the REST API gives it. `wsPublicUrl` is the base of the links that voice applications call. */
export function groupOutputOf(record: GroupRecord, wsPublicUrl: string): GroupOutput {
  const { group, createdAt, updatedAt, updatedBy, deletedAt, nextChangeAt } = record;
  const content = contentOutputOf(group);
  return {
    id: group.id,
    version: group.version,
    ...content,
    key: group.key,
    url: `${wsPublicUrl}/ws/route/${group.accountId}/${group.key}`,
    completeUrl: `${wsPublicUrl}/ws/complete/${group.accountId}/${group.key}`,
    warnings: [
      ...writtenWarnings(content).map(({ path, message }) => ({ path: [...path], message })),
      ...scheduleWarnings(record),
    ],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    updatedBy,
    deletedAt: deletedAt?.toISOString() ?? null,
    nextChangeAt: nextChangeAt?.toISOString() ?? null,
  };
}

/** Whoever edits a group should know that it will change by itself: what they write may not last. */
function scheduleWarnings({ group, deletedAt, nextChangeAt }: GroupRecord): GroupOutput['warnings'] {
  if (!nextChangeAt || deletedAt) return [];
  const message =
    `An edit is scheduled for ${nextChangeAt.toISOString()}: see /api/v1/groups/${group.id}/scheduled.`;
  return [{ path: [], message }];
}

/** What one version of a group was, without its key: a key that was rotated away is nobody's business any more. */
export function versionOutputOf({ version, action, at, actor, content }: GroupVersion): GroupVersionOutput {
  return { version, action, at: at.toISOString(), actor, content: contentOutputOf(content) };
}

/** What people decide of a group. */
export function contentOutputOf(group: RouteGroup) {
  return contentOf({ ...group, destinations: group.destinations.map(destinationOutputOf) });
}

function destinationOutputOf(destination: Destination): DestinationOutput {
  const { id, name, uri, basisPoints, tier, maxActive, state, hours, caps } = destination;
  return { id, name, uri, percent: toPercent(basisPoints), tier, maxActive, state, hours, caps };
}
