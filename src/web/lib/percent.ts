/** Percents are held in basis points (hundredths of a percent), as the rules of routing hold them. */

/** Between a number and its unit: never breaks a line. */
const NARROW_SPACE = '\u00a0';

/** "33.33 %": at most two decimals, no trailing zeros. */
export function formatPercent(basisPoints: number): string {
  return `${basisPoints / 100}${NARROW_SPACE}%`;
}

/**
 * Reads a percent as people type it: `33.33`, `33,33`, `33 %`, `.5`. Undefined for anything else, for more than two
 * decimals, and outside 0 to 100.
 */
export function parsePercent(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d*)(?:[.,](\d{0,2}))?$/.exec(text.replace(/\s*%?\s*$/, '').trim()) ??
    [];
  if (whole === undefined || whole + decimals === '') return undefined;
  const basisPoints = Number(whole || '0') * 100 + Number(decimals.padEnd(2, '0'));
  return basisPoints <= 10_000 ? basisPoints : undefined;
}

/** What belongs into a percent cell: no unit, as the column says it. */
export function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}

/** A part's share of a total in percent with one decimal, as live figures are shown. */
export function formatShare(part: number, total: number): string {
  return (Math.round((part * 1000) / total) / 10).toFixed(1);
}
