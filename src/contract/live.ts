import { z } from 'zod';
import { serviceEvent } from './event.ts';
import { groupLive } from './group.ts';

/** The live state of every route group of an account. */
export const accountLive = z.object({ groups: z.array(groupLive) });

/**
 * The data of one `live` event of the stream. The first has every group that is watched, the later ones only those
 * that changed since the event before; `removed` names groups that are there no longer.
 */
export const liveEvent = z.object({
  at: z.iso.datetime().describe("When it was so, by the service's clock."),
  groups: z.array(groupLive),
  removed: z.array(z.number().int()),
}).meta({ id: 'LiveEvent' });

/** The data of one `happened` event of the stream: what has happened since the one before, the oldest first. */
export const happenedEvent = z.object({ events: z.array(serviceEvent) }).meta({ id: 'HappenedEvent' });

export type AccountLive = z.output<typeof accountLive>;
export type LiveEvent = z.output<typeof liveEvent>;
export type HappenedEvent = z.output<typeof happenedEvent>;
