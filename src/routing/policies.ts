import type { Outcome } from './outcome.ts';

/** What a cap counts calls over; it starts anew with each wall-clock hour, day or month. */
export type Period = 'hour' | 'day' | 'month';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** At most so many calls placed, retries included, in each period. */
export interface Cap {
  readonly per: Period;
  readonly calls: number;
}

/** A limit that destinations have together, such as what was agreed with a vendor. */
export interface SharedCap {
  readonly name: string;
  /** The ids of destinations of the group. */
  readonly destinations: readonly number[];
  /** The most calls in progress at all of them; null means no such limit, 0 means no calls. */
  readonly maxActive: number | null;
  /** Counted in the group's time zone. */
  readonly caps: readonly Cap[];
}

/** Open on these days from one wall-clock time until just before another, as in `08:00` to `18:00`. */
export interface OpenRange {
  readonly days: readonly Weekday[];
  readonly from: string;
  /** `24:00` is the end of the day. Earlier than `from`: on the next day, and part of the day on which it began. */
  readonly to: string;
}

/** When a destination takes calls, by the clocks on the walls of its time zone. */
export interface OpeningHours {
  /** A name of the IANA time zone database, such as `America/New_York`. */
  readonly timeZone: string;
  readonly open: readonly OpenRange[];
  /** Dates on which nothing opens, as in `2026-12-25`. */
  readonly closed: readonly string[];
}

/** How a destination's recent calls decide whether it gets new ones (passive outlier detection, circuit breaker). */
export interface HealthSettings {
  /** `observe` reports what `on` would do, and changes no call. */
  readonly mode: 'off' | 'observe' | 'on';
  /** So many failures in a row eject a destination. */
  readonly consecutiveFailures: number;
  /** So large a part of the recent attempts eject it as well; null means that only failures in a row do. */
  readonly failurePercent: number | null;
  /** Below so many attempts there is no talk of a part. */
  readonly minimumAttempts: number;
  /** How long the first ejection lasts; the second one twice as long, and so on up to ten times. */
  readonly ejectSeconds: number;
  /** No ejection leaves less than this part of a tier's percents, unless a later tier can help. */
  readonly panicPercent: number;
}

/** What a destination may be told besides its share. */
export interface DestinationPolicies {
  /** Null means at all times. */
  readonly hours: OpeningHours | null;
  /** Counted in the time zone of the hours, or else of the group. */
  readonly caps: readonly Cap[];
}

/** What a group may be told besides its balance. */
export interface GroupPolicies {
  /** In which a destination without hours of its own counts its caps. */
  readonly timeZone: string;
  readonly sharedCaps: readonly SharedCap[];
  /** The destination string to give when no destination is eligible; it has no share and is not counted. */
  readonly lastResort: string | null;
  /** After these outcomes nothing else is tried for a session. */
  readonly terminalOutcomes: readonly Outcome[];
  /** The most destinations to be tried for one transfer; null means every one. */
  readonly maxAttempts: number | null;
  /** A call counts for exactly this long, whatever is reported: for blind transfers. Null means until completion. */
  readonly holdSeconds: number | null;
  readonly health: HealthSettings;
}
