/** The names of the time zones that this browser knows. */
export function timeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/**
 * The time zones that somebody looks for: those whose names have the words in them, as "new york" for
 * `America/New_York`. All of them as long as one is chosen, so that another can be.
 */
export function findTimeZones(search: string): string[] {
  const all = timeZones();
  if (all.includes(search.trim())) return all;
  const words = search.toLowerCase().split(/[\s_/]+/).filter((word) => word !== '');
  return all.filter((zone) => words.every((word) => zone.toLowerCase().includes(word)));
}
