import { checkDestinationUri } from '../routing/destination.ts';
import { groupWarnings, type Remark } from '../routing/route-group.ts';
import { draftOf } from './group.ts';

type Doubtful = Parameters<typeof draftOf>[0] & { readonly lastResort: string | null };

/** Doubts about a written group that do not stop a save. */
export function writtenWarnings(group: Doubtful): Remark[] {
  const { warnings } = checkDestinationUri(group.lastResort ?? '');
  return [
    ...groupWarnings(draftOf(group)),
    ...warnings.map((message) => ({ path: ['lastResort'], message })),
  ];
}
