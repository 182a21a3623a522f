/**
 * The time of day that somebody means, as in `08:30`: reads `8`, `830`, `8.30`, `8:30`, `8 am`, `8:30pm`, `24`.
 * Undefined for anything else.
 */
export function readTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, hourText, minuteText = '00', half] = match;
  const hour = half ? hourOfHalf(Number(hourText), half.toLowerCase()) : Number(hourText);
  const isTime = hour !== undefined && hour * 60 + Number(minuteText) <= 24 * 60 && Number(minuteText) < 60;
  return isTime ? `${String(hour).padStart(2, '0')}:${minuteText}` : undefined;
}

/** 12 am is midnight, 12 pm is noon. */
function hourOfHalf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return hour % 12 + (half === 'p' ? 12 : 0);
}
