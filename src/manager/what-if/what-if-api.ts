import { groupInput } from '../../contract/group.ts';
import type { Directory } from '../../directory/directory.ts';
import type { History } from '../../history/history.ts';
import type { RecordedRequest } from '../../history/replay/recorded-request.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import { type PlacedBefore, windowStarts } from '../../simulation/replay/placed-before.ts';
import { answerWhatIf } from '../../simulation/what-if/answer-what-if.ts';
import type { WhatIf } from '../../simulation/what-if/what-if-run.ts';
import { groupContentOf, overlay } from '../groups/group-content.ts';
import { groupOutputOf } from '../groups/group-output.ts';
import { deleted, type GroupCall, missing, stale, unknownDestinations } from '../groups/groups-api.ts';
import { check, type Checked, invalid } from '../http/field-faults.ts';
import { problemResponse } from '../http/problem-response.ts';
import { Turns } from './turns.ts';
import { unnamedIds, whatIfOutputOf } from './what-if-output.ts';

export interface WhatIfOptions {
  readonly directory: Directory;
  readonly history: History;
  /** Base of the links that voice applications call. */
  readonly wsPublicUrl: string;
  /** How many requests of a period are replayed at most. */
  readonly mostReplayed?: number;
  readonly now?: () => number;
}

/** A few seconds of work in a thread of some 300 MB: more memory could be what the calls themselves need. */
const MOST_REPLAYED = 250_000;

/** One is worked on, and as many more wait as people may be patient. */
const MOST_AT_ONCE = 3;

const MINUTE_MS = 60_000;

/** For so long before the period calls are replayed and not counted, so that everything has settled when it begins. */
const RUN_UP_MS = 60 * MINUTE_MS;

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export type WhatIfApi = ReturnType<typeof createWhatIfApi>;

/** What a period would have been like under edited settings. */
export function createWhatIfApi(options: WhatIfOptions) {
  const { directory, history, mostReplayed = MOST_REPLAYED, now = Date.now } = options;
  const turns = new Turns(MOST_AT_ONCE);
  const closing = new AbortController();

  return {
    async ask(
      call: GroupCall & { readonly request: Request },
      period: Period,
      sent: Readonly<Record<string, unknown>>,
    ): Promise<Response> {
      const rehearsed = await rehearse(options, call, sent);
      if (rehearsed.kind === 'refused') return rehearsed.response;
      const toMs = Math.min(period.to.getTime(), now());
      const fromMs = period.from.getTime();
      if (fromMs >= toMs) return invalid([{ detail: 'This time is yet to come.', pointer: '/from' }]);
      const signal = AbortSignal.any([call.request.signal, closing.signal]);
      try {
        const work = () => answer({ ...rehearsed.value, fromMs, toMs }, signal);
        return await (turns.take(work, signal) ?? tooMany());
      } catch (error) {
        if (error instanceof TooLong) return tooLong(error, fromMs, mostReplayed);
        // Nobody listens any longer, or the service stops.
        if (signal.aborted) return problemResponse('unavailable', { detail: 'The service is stopping.' });
        throw error;
      }
    },

    /** Gives up what is worked on. */
    close() {
      closing.abort();
    },
  };

  async function answer(asked: Asked, signal: AbortSignal): Promise<Response> {
    const startMs = Math.floor(asked.fromMs / MINUTE_MS) * MINUTE_MS - RUN_UP_MS;
    const placedBefore = await readPlacedBefore(history, asked, startMs);
    const question: WhatIf = { ...asked, startMs, placedBefore };
    const { id: groupId, accountId } = asked.present;
    const lookBackMs = longestMs(asked.present);
    const record = history.replay({ groupId, fromMs: startMs, toMs: asked.toMs, lookBackMs });
    const figures = await answerWhatIf(question, bounded(record, mostReplayed), signal);
    const isAnyUnnamed = unnamedIds(question, figures).length > 0;
    const past = isAnyUnnamed ? await pastDestinations(directory, accountId, groupId) : NO_DESTINATIONS;
    return Response.json(await whatIfOutputOf(question, figures, past));
  }
}

interface Settings {
  readonly present: RouteGroup;
  readonly edited: RouteGroup;
}

interface Asked extends Settings {
  readonly fromMs: number;
  readonly toMs: number;
}

const NO_DESTINATIONS: ReadonlyMap<number, Destination> = new Map();

/** The group as it is and as it would be saved, or why it would not: what a save checks, this checks. */
async function rehearse(
  { directory, wsPublicUrl }: WhatIfOptions,
  { principal, parameters }: GroupCall,
  sent: Readonly<Record<string, unknown>>,
): Promise<Checked<Settings>> {
  const record = await directory.read(principal.accountId, parameters.id);
  if (!record) return refused(missing(parameters.id));
  const checked = check(groupInput, overlay(groupOutputOf(record, wsPublicUrl), sent), ['group']);
  if (checked.kind === 'refused') return checked;
  const content = groupContentOf(checked.value);
  const { accountId, actor } = principal;
  const edit = { accountId, groupId: parameters.id, expectedVersion: record.group.version, actor, content };
  const rehearsal = await directory.rehearse(edit);
  switch (rehearsal.kind) {
    case 'rehearsed':
      return { kind: 'valid', value: { present: rehearsal.present, edited: rehearsal.next } };
    case 'unknown_destination':
      return refused(unknownDestinations(rehearsal.ids, content, ['group']));
    case 'stale':
      return refused(stale(groupOutputOf(rehearsal.record, wsPublicUrl)));
    case 'conflict':
      return refused(deleted());
    case 'missing':
      return refused(missing(parameters.id));
  }
}

/** What the caps of both versions have counted when the run-up begins. */
async function readPlacedBefore(
  history: History,
  { present, edited }: Settings,
  startMs: number,
): Promise<PlacedBefore> {
  const placed = new Map<number, ReadonlyMap<number, number>>();
  for (const sinceMs of windowStarts(present, startMs).union(windowStarts(edited, startMs))) {
    placed.set(sinceMs, await history.placed(present.id, sinceMs, startMs));
  }
  return placed;
}

/** For how long a call of the group may have been in progress. */
function longestMs({ sessionTtlSeconds, holdSeconds }: RouteGroup): number {
  return Math.max(sessionTtlSeconds, holdSeconds ?? 0) * 1000;
}

/** The destinations of all versions, each as it was last. */
async function pastDestinations(
  directory: Directory,
  accountId: number,
  groupId: number,
): Promise<ReadonlyMap<number, Destination>> {
  const versions = await directory.versions(accountId, groupId);
  return new Map(
    versions.toReversed().flatMap(({ content }) => content.destinations.map((each) => [each.id, each])),
  );
}

/** A period has more requests than are replayed. */
class TooLong extends Error {
  constructor(
    /** When the last request came that would have been replayed. */
    readonly lastMs: number,
  ) {
    super('A period has too many requests.');
  }
}

async function* bounded(
  record: AsyncIterable<readonly RecordedRequest[]>,
  most: number,
): AsyncGenerator<readonly RecordedRequest[]> {
  let left = most;
  for await (const requests of record) {
    if (requests.length > left) throw new TooLong(requests[Math.max(0, left - 1)].atMs);
    left -= requests.length;
    yield requests;
  }
}

function tooLong({ lastMs }: TooLong, fromMs: number, most: number): Response {
  const minutes = Math.floor((lastMs - fromMs) / MINUTE_MS);
  const advice = minutes > 0 ? ` Its first ${minutes} minutes have fewer.` : '';
  const detail = `This period has more than ${most} requests. Choose a shorter one.${advice}`;
  return invalid([{ detail, pointer: '/to' }]);
}

function tooMany(): Response {
  const detail = 'Others ask for replays as well, and this one would wait too long. Try again in a moment.';
  return problemResponse('too-many-requests', { detail, headers: { 'retry-after': '10' } });
}

function refused(response: Response): { readonly kind: 'refused'; readonly response: Response } {
  return { kind: 'refused', response };
}
