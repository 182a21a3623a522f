import { parsePercent } from '../../../lib/percent.ts';
import { type DestinationDraft, type Draft, isBlank } from './draft.ts';
import { capsOf, healthOf, hoursOf, numberOf, optionalNumber, secondsOf } from './policy-drafts.ts';

/** What would be saved of a draft, right or wrong. Rows that nobody wrote in are left out. */
export function contentOfDraft(draft: Draft) {
  const rows = writtenRows(draft);
  return {
    name: draft.name,
    balance: draft.balance,
    sessionTtlSeconds: secondsOf(draft.sessionTtl),
    retryWindowSeconds: secondsOf(draft.retryWindow),
    timeZone: draft.timeZone.trim(),
    sharedCaps: draft.sharedCaps.map((cap) => ({
      name: cap.name,
      destinations: rows.filter(({ key }) => cap.rows.includes(key)).map(({ id, name }) => id ?? name),
      maxActive: optionalNumber(cap.maxActive),
      caps: capsOf(cap.caps),
    })),
    lastResort: draft.lastResort.trim() || null,
    terminalOutcomes: draft.terminalOutcomes,
    maxAttempts: optionalNumber(draft.maxAttempts),
    holdSeconds: draft.hold.trim() === '' ? null : secondsOf(draft.hold),
    health: healthOf(draft.health),
    destinations: rows.map(destinationOf),
  };
}

export function writtenRows({ destinations }: Draft): readonly DestinationDraft[] {
  return destinations.filter((row) => !isBlank(row));
}

function destinationOf(row: DestinationDraft) {
  const { id, name, uri, percent, tier, maxActive, state, hours, caps } = row;
  return {
    id,
    name,
    uri: uri.trim(),
    percent: (parsePercent(percent) ?? NaN) / 100,
    tier: numberOf(tier),
    maxActive: optionalNumber(maxActive),
    state,
    hours: hoursOf(hours),
    caps: capsOf(caps),
  };
}
