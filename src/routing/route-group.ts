import { checkDestinationUri } from './destination.ts';
import type { DestinationPolicies, GroupPolicies } from './policies.ts';

/** What a group keeps in proportion: the calls in progress, or the calls placed. */
export type Balance = 'active' | 'calls';

/** `draining` takes no new calls and keeps those in progress; `disabled` says the same and means it to last. */
export type DestinationState = 'enabled' | 'draining' | 'disabled';

/** Where calls may be sent, and its share of them. */
export interface Destination extends DestinationPolicies {
  readonly id: number;
  readonly name: string;
  /** Exactly as it was typed: `tel:`, `sip:`, `sips:` or a bare number. */
  readonly uri: string;
  /** Hundredths of a percent: 10000 is all of the tier's calls. */
  readonly basisPoints: number;
  /** 1 is tried first; a higher tier serves only when no lower one has an eligible destination (RFC 2782 priority). */
  readonly tier: number;
  /** The most calls in progress; null means no cap, 0 means no calls. */
  readonly maxActive: number | null;
  readonly state: DestinationState;
}

/** A named set of destinations with a URL of its own, as the data plane knows it: one version of it, immutable. */
export interface RouteGroup extends GroupPolicies {
  readonly id: number;
  readonly accountId: number;
  /** 128 random bits in hex: the secret part of the group's URL. */
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly balance: Balance;
  /** An attempt that nobody completes ends as `expired` after this long. */
  readonly sessionTtlSeconds: number;
  /** Asking again within this long of the last attempt is a retry. */
  readonly retryWindowSeconds: number;
  readonly destinations: readonly Destination[];
}

/** Percents of one tier sum to this many basis points. */
export const WHOLE = 10_000;

/** A fault or a doubt about one field; `path` leads to it from the group, as in `['destinations', 0, 'uri']`. */
export interface Remark {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the rules between fields need to see of a group that is being written. */
export type GroupDraft =
  & Pick<RouteGroup, 'sessionTtlSeconds' | 'retryWindowSeconds'>
  & { readonly destinations: readonly Pick<Destination, 'name' | 'uri' | 'basisPoints' | 'tier'>[] };

/** A retry window that outlives the attempts it looks back at. */
export function windowFaults(
  { sessionTtlSeconds, retryWindowSeconds }: Pick<GroupDraft, 'sessionTtlSeconds' | 'retryWindowSeconds'>,
): Remark[] {
  if (retryWindowSeconds <= sessionTtlSeconds) return [];
  return [remark(
    ['retryWindowSeconds'],
    `The retry window (${retryWindowSeconds} s) can't be longer than the session's life (${sessionTtlSeconds} s).`,
  )];
}

/** Tiers whose percents do not sum to 100.00, with what is missing or too much. */
export function percentFaults(
  { destinations }: { readonly destinations: readonly Pick<Destination, 'tier' | 'basisPoints'>[] },
): Remark[] {
  const sums = tierSums(destinations);
  return [...sums].filter(([, sum]) => sum !== WHOLE).map(([tier, sum]) => {
    const where = sums.size > 1 ? `Tier ${tier}: the` : 'The';
    const gap = formatPercent(Math.abs(WHOLE - sum));
    const what = sum < WHOLE ? `${gap} is missing` : `${gap} too much`;
    return remark(['destinations'], `${where} percents add up to ${formatPercent(sum)}, not 100 %: ${what}.`);
  });
}

/** Doubts that do not stop a save: numbering-plan oddities and destinations entered twice. */
export function groupWarnings(draft: GroupDraft): Remark[] {
  const doubts = draft.destinations.flatMap((destination, index) =>
    checkDestinationUri(destination.uri).warnings.map((message) =>
      remark(['destinations', index, 'uri'], message)
    )
  );
  return [...doubts, ...repeatedUris(draft)];
}

/** The basis points that a tier's destinations add up to, by tier. */
export function tierSums(
  destinations: readonly Pick<Destination, 'tier' | 'basisPoints'>[],
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { tier, basisPoints } of destinations) sums.set(tier, (sums.get(tier) ?? 0) + basisPoints);
  return sums;
}

/** Basis points as people write percents: at most two decimals, no trailing zeros. */
export function formatPercent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

function repeatedUris({ destinations }: GroupDraft): Remark[] {
  const first = new Map<string, number>();
  return destinations.flatMap(({ uri }, index) => {
    const earlier = first.get(uri);
    if (earlier === undefined) {
      first.set(uri, index);
      return [];
    }
    const name = destinations[earlier].name || `destination ${earlier + 1}`;
    return [remark(['destinations', index, 'uri'], `The same destination as ${name}.`)];
  });
}

function remark(path: Remark['path'], message: string): Remark {
  return { path, message };
}
