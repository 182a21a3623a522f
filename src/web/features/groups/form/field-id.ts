import type { Draft } from './draft.ts';
import { writtenRows } from './draft-content.ts';
import { cappedPeriods, type CapsDraft } from './policy-drafts.ts';

/**
 * Where a remark belongs: `name`, `destinations`, `health.mode`, `sharedCaps.0.caps.day`, or within a row `3.uri` and
 * `3.hours.open.0.from`, where 3 is the row's key. What is said of an item of a list belongs to the list.
 */
export function fieldId([field, index, ...rest]: readonly PropertyKey[], draft: Draft): string {
  if (field === 'destinations') {
    const row = typeof index === 'number' ? writtenRows(draft)[index] : undefined;
    return row && rest.length > 0 ? joined(row.key, ...within(rest, row.caps)) : 'destinations';
  }
  if (field === 'sharedCaps' && typeof index === 'number') {
    return joined(field, index, ...within(rest, draft.sharedCaps[index].caps));
  }
  return field === undefined ? 'name' : joined(field, ...typeof index === 'string' ? [index] : []);
}

/** Caps are known by their periods, as the form has a field for each. */
function within(path: readonly PropertyKey[], caps: CapsDraft): readonly PropertyKey[] {
  const [field, index] = path;
  if (field === 'caps') return typeof index === 'number' ? [field, cappedPeriods(caps)[index]] : [field];
  return typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
}

function joined(...path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
