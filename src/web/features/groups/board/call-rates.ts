/** Over how long calls are averaged. */
const SPAN_MS = 300_000;

/** One count in this time is enough. */
const STEP_MS = 5_000;

/** Over less than this there is no talk of a rate. */
const LEAST_MS = 10_000;

interface Count {
  readonly atMs: number;
  readonly placed: number;
}

/** A rate, and over how long it was seen: less than five minutes when nobody watched for so long. */
export interface CallRate {
  readonly perMinute: number;
  readonly seconds: number;
}

/** Follows how many calls groups have placed, as far as somebody watches, and says how many come in a minute. */
export class CallRates {
  readonly #counts = new Map<number, Count[]>();

  /** `placed` never falls but when it is counted anew, or a destination was removed: rates begin anew then. */
  note(groupId: number, placed: number, nowMs: number) {
    const counts = this.#counts.get(groupId) ?? [];
    const last = counts.at(-1);
    if (last === undefined || placed < last.placed) {
      this.#counts.set(groupId, [{ atMs: nowMs, placed }]);
    } else if (nowMs >= last.atMs + STEP_MS) {
      const kept = counts.findLastIndex(({ atMs }) => atMs <= nowMs - SPAN_MS);
      this.#counts.set(groupId, [...counts.slice(Math.max(0, kept)), { atMs: nowMs, placed }]);
    }
  }

  /** Undefined while too little was seen. `placed` is what it is now. */
  rateOf(groupId: number, placed: number, nowMs: number): CallRate | undefined {
    const counts = this.#counts.get(groupId) ?? [];
    const first = counts.findLast(({ atMs }) => atMs <= nowMs - SPAN_MS) ?? counts[0];
    if (first === undefined || placed < first.placed || nowMs - first.atMs < LEAST_MS) return undefined;
    const ms = nowMs - first.atMs;
    return { perMinute: ((placed - first.placed) * 60_000) / ms, seconds: Math.round(ms / 1000) };
  }
}
