import type {
  RecordedAttempt,
  RecordedRefusal,
  RecordedRequest,
} from '../../../src/history/replay/recorded-request.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import { CallRecord } from '../../../src/simulation/replay/recorded-calls.ts';
import { replayCalls } from '../../../src/simulation/replay/replay-calls.ts';
import { routeGroup } from '../../support/groups.ts';

/** Noon of a day in UTC. */
export const NOON_MS = Date.UTC(2026, 2, 2, 12);

let ids = 0;

/** An attempt that began so many seconds after noon; unless said otherwise it was completed after a minute. */
export function attempt(
  atSeconds: number,
  fields: Partial<RecordedAttempt> & { lasts?: number | null } = {},
): RecordedAttempt {
  const { lasts = 60, ...rest } = fields;
  const atMs = NOON_MS + atSeconds * 1000;
  return {
    ...{ kind: 'placed', id: ++ids, session: `s${ids}`, number: 1, atMs, destinationId: 1, tried: [] },
    ...{ expiresAtMs: atMs + 7200_000, outcome: null },
    endedAtMs: lasts === null ? null : atMs + lasts * 1000,
    endReason: lasts === null ? null : 'completed',
    ...rest,
  };
}

export function refusal(atSeconds: number, fields: Partial<RecordedRefusal> = {}): RecordedRefusal {
  const asked = { id: ++ids, session: `s${ids}`, number: 1, atMs: NOON_MS + atSeconds * 1000 };
  return { kind: 'refused', ...asked, reason: 'at_capacity', lastResort: false, ...fields };
}

interface Settings {
  /** What held when it was recorded, where that matters. */
  readonly recorded?: Partial<RouteGroup>;
  readonly startSeconds?: number;
}

/** What happens when these requests are replayed under these settings: `12 placed 1`, `72 ended 1`, `80 closed`. */
export function replayed(
  requests: readonly RecordedRequest[],
  fields: Partial<RouteGroup>,
  { recorded = {}, startSeconds = 0 }: Settings = {},
): string[] {
  const record = new CallRecord(routeGroup({ ...fields, ...recorded }), NOON_MS);
  for (const request of requests) record.add(request);
  const happened: string[] = [];
  const note = (atMs: number, what: string) => void happened.push(`${(atMs - NOON_MS) / 1000} ${what}`);
  replayCalls({
    group: routeGroup(fields),
    calls: record.calls,
    startMs: NOON_MS + startSeconds * 1000,
    endMs: NOON_MS + 86_400_000,
    usualMs: record.usualMs(),
    placedBefore: new Map(),
  }, {
    arrived() {},
    placed: (id, atMs) => note(atMs, `placed ${id}`),
    ended: (id, atMs) => note(atMs, `ended ${id}`),
    refused: (reason, lastResort, atMs) => note(atMs, lastResort ? `${reason}, last resort` : reason),
  });
  return happened;
}
