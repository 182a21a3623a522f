import { cappedPeriods, type CapsDraft } from './policy-drafts.ts';

/** Caps as they are written, as in "20 in progress, 100 an hour"; empty when there is none. */
export function capWords(
  { maxActive, caps }: { readonly maxActive: string; readonly caps: CapsDraft },
): string {
  const periods = cappedPeriods(caps).map((per) => `${caps[per]} ${per === 'hour' ? 'an' : 'a'} ${per}`);
  return [...(maxActive === '' ? [] : [`${maxActive} in progress`]), ...periods].join(', ');
}
