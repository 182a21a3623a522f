import { z } from 'zod';
import { groupLive } from '../../contract/group.ts';
import { accountLive, happenedEvent, liveEvent } from '../../contract/live.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Switchboard } from '../../switchboard/switchboard.ts';
import { groupParameters } from '../groups/group-operations.ts';
import { missing } from '../groups/groups-api.ts';
import { type Operation, operation } from '../http/operation.ts';
import { mapInSlices } from '../../map-in-slices.ts';
import { groupLiveOf } from './group-live.ts';
import type { LiveStream } from './live-stream.ts';

export interface LiveOperationsOptions {
  readonly directory: Directory;
  readonly switchboard: Switchboard;
  readonly liveStream: LiveStream;
}

const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  // Proxies that compress or buffer would hold events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** What happens now: calls in progress and placed, beside their targets. */
export function liveOperations({ directory, switchboard, liveStream }: LiveOperationsOptions): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/api/v1/groups/{id}/live',
      name: 'readGroupLive',
      summary: 'Target, calls in progress and calls placed of each destination, with the actual shares.',
      needs: 'viewer',
      parameters: groupParameters,
      answers: { 200: { description: 'The live state of the group.', schema: groupLive } },
      async handle(call) {
        const { id } = call.parameters;
        const record = await directory.read(call.principal.accountId, id);
        if (!record) return missing(id);
        return Response.json(groupLiveOf(record, (await switchboard.snapshots([id])).get(id)));
      },
    }),
    operation({
      method: 'get',
      path: '/api/v1/live',
      name: 'readLive',
      summary: 'The live state of every route group of the account.',
      needs: 'viewer',
      answers: { 200: { description: 'The live states.', schema: accountLive } },
      async handle({ principal }) {
        const records = await directory.list(principal.accountId);
        const snapshots = await switchboard.snapshots(records.map(({ group }) => group.id));
        const groups = await mapInSlices(
          records,
          (record) => groupLiveOf(record, snapshots.get(record.group.id)),
        );
        return Response.json({ groups });
      },
    }),
    operation({
      method: 'get',
      path: '/api/v1/live/stream',
      name: 'watchLive',
      summary:
        'Server-sent events: the live states once, then every second what changed and what happened. Ends after five minutes.',
      needs: 'viewer',
      query: z.object({ group: groupParameters.shape.id.optional() }),
      answers: {
        200: {
          description:
            'Events named `live`, with a LiveEvent: the first has every group, later ones what changed. Events named `happened`, with a HappenedEvent: what happened by itself since. Every five seconds without any, an event named `quiet`.',
          schema: z.union([liveEvent, happenedEvent]),
          mediaType: 'text/event-stream',
        },
      },
      problems: ['not-found'],
      async handle({ request, principal, query }) {
        if (query.group !== undefined && !await directory.read(principal.accountId, query.group)) {
          return missing(query.group);
        }
        // HEAD wants no events, and nobody would ever end them.
        const events = request.method === 'HEAD'
          ? null
          : await liveStream.watch(principal.accountId, query.group);
        return new Response(events, { headers: EVENT_STREAM });
      },
    }),
  ];
}
