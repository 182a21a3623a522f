/** The version an editor saw. `any` edits whatever is there. */
export type IfMatch =
  | { readonly kind: 'version'; readonly version: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** The entity tag of a version (RFC 9110 §8.8.3). */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * Reads `If-Match` (RFC 9110 §13.1.1). A weak tag counts like a strong one: proxies weaken tags when they compress,
 * and ours name a version, not bytes.
 */
export function readIfMatch(header: string | null): IfMatch {
  if (header === null) return { kind: 'absent' };
  if (header.trim() === '*') return { kind: 'any' };
  const version = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(header)?.[1];
  return version === undefined ? { kind: 'unreadable' } : { kind: 'version', version: Number(version) };
}
