import type { RecordedAttempt, RecordedRequest } from '../../history/replay/recorded-request.ts';
import type { EndReason } from '../../routing/attempt.ts';
import { endsChain } from '../../routing/chain.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { RouteGroup } from '../../routing/route-group.ts';

/** A call as it was recorded: what its application asked for, one request after the other. */
export interface RecordedCall {
  /** Null when it carried none: it then asked once. */
  readonly session: string | null;
  readonly arrivesMs: number;
  /** Whether what the session had tried before was forgotten: its application had completed it. */
  readonly isAnew: boolean;
  /** Its requests; there is one at least. */
  readonly tries: RecordedTry[];
}

/** One request of a call, and what the call did after it. */
export interface RecordedTry {
  /** Undefined when it was refused. */
  readonly placed: PlacedTry | undefined;
  /** How long after it the call asked again; undefined when it did not. */
  asksAfterMs: number | undefined;
}

export interface PlacedTry {
  readonly destinationId: number;
  readonly number: number;
  readonly tried: readonly number[];
  /** For how long it could stay open. */
  readonly spanMs: number;
  /** How it ended; undefined when the next request of its session ended it. */
  end: RecordedEnd | undefined;
  /** What was told of it. */
  readonly outcome: Outcome | undefined;
}

export interface RecordedEnd {
  readonly reason: EndReason;
  /** Infinity while it is open. */
  readonly afterMs: number;
}

/** Who is refused and asks again within this long is the same caller, who would not have if there had been a place. */
const PATIENCE_MS = 120_000;

/** Puts the requests of a group together to calls. Each is told in order of arrival. */
export class CallRecord {
  /** In order of arrival. */
  readonly calls: RecordedCall[] = [];
  /** How long the calls lasted that were served. */
  readonly #lengths: number[] = [];
  /** Of each session. */
  readonly #last = new Map<string, Asked>();

  /** `group` says which attempts are remembered for a retry; of the calls from `fromMs` on the usual length is taken. */
  constructor(private readonly group: RouteGroup, private readonly fromMs: number) {}

  /** Answers whether a call begins with it. */
  add(request: RecordedRequest): boolean {
    const { session, atMs } = request;
    if (request.kind === 'placed') this.#measure(request);
    const last = session === null ? undefined : this.#last.get(session);
    if (last) endByRequest(last, atMs);
    const trying = tryOf(request);
    const isSame = last !== undefined && isSameCall(last.request, request);
    if (isSame) last.trying.asksAfterMs = atMs - last.request.atMs;
    const call = isSame ? last.call : this.#open(request, last);
    call.tries.push(trying);
    const attempt = request.kind === 'placed' ? request : last?.attempt;
    if (session !== null) this.#remember(session, { request, trying, call, attempt });
    return !isSame;
  }

  /** The median length of the calls of the period that were served; undefined when none was. */
  usualMs(): number | undefined {
    const lengths = this.#lengths.toSorted((a, b) => a - b);
    return lengths[Math.floor((lengths.length - 1) / 2)];
  }

  /** In the order of their last requests: what nothing can follow any longer is forgotten, as sessions are many. */
  #remember(session: string, asked: Asked) {
    this.#last.delete(session);
    this.#last.set(session, asked);
    for (const [oldest, { request, attempt }] of this.#last) {
      const lastMs = Math.max(request.atMs, attempt === undefined ? 0 : attempt.endedAtMs ?? Infinity);
      if (asked.request.atMs - lastMs < Math.max(PATIENCE_MS, this.group.retryWindowSeconds * 1000)) return;
      this.#last.delete(oldest);
    }
  }

  #open({ session, number, atMs }: RecordedRequest, last: Asked | undefined): RecordedCall {
    const isAnew = number === 1 && last?.attempt !== undefined && this.#isRemembered(last.attempt, atMs);
    const call = { session, arrivesMs: atMs, isAnew, tries: [] };
    this.calls.push(call);
    return call;
  }

  /** Whether a request at this moment would have been a retry of an attempt that is over. */
  #isRemembered({ atMs, endReason, outcome }: RecordedAttempt, nowMs: number): boolean {
    const isKept = endReason === 'retried' ||
      (endReason === 'completed' && endsChain(outcome ?? undefined, this.group));
    return isKept && nowMs - atMs < this.group.retryWindowSeconds * 1000;
  }

  #measure({ atMs, endedAtMs, endReason, outcome }: RecordedAttempt) {
    const wasServed = (endReason === 'completed' || endReason === 'held') &&
      (outcome === null || outcome === 'connected' || outcome === 'caller_hung_up');
    if (wasServed && atMs >= this.fromMs) this.#lengths.push(endedAtMs! - atMs);
  }
}

/** The last request of a session, and its last attempt. */
interface Asked {
  readonly request: RecordedRequest;
  readonly trying: RecordedTry;
  readonly call: RecordedCall;
  readonly attempt: RecordedAttempt | undefined;
}

/** Whether a request goes on with the call of the session's last one: a retry, or the same caller after a refusal. */
function isSameCall(last: RecordedRequest, request: RecordedRequest): boolean {
  if (request.number > 1) return true;
  return last.kind === 'refused' && last.number === 1 && request.atMs - last.atMs < PATIENCE_MS;
}

/** What the session's next request ended has no end of its own: it ends when that request comes. */
function endByRequest({ request, trying: { placed } }: Asked, atMs: number) {
  const isEnded = request.kind === 'placed' && request.endedAtMs === atMs &&
    (request.endReason === 'retried' || request.endReason === 'superseded');
  if (isEnded) placed!.end = undefined;
}

/** Of all first attempts: there can be many. */
const NONE: readonly number[] = [];

function tryOf(request: RecordedRequest): RecordedTry {
  if (request.kind === 'refused') return { placed: undefined, asksAfterMs: undefined };
  const { destinationId, number, tried, atMs, expiresAtMs, endedAtMs, endReason, outcome } = request;
  const end: RecordedEnd = endedAtMs === null
    ? { reason: 'expired', afterMs: Infinity }
    : { reason: endReason!, afterMs: endedAtMs - atMs };
  const spanMs = expiresAtMs - atMs;
  const placed = {
    ...{ destinationId, number, spanMs, end },
    tried: tried.length === 0 ? NONE : tried,
    outcome: outcome ?? undefined,
  };
  return { placed, asksAfterMs: undefined };
}
