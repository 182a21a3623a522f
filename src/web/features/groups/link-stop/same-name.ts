/**
 * Whether what somebody typed is this name, as far as eyes can tell: the page draws every run of spaces as one, and
 * letters may be composed in several ways (Unicode Standard Annex #15).
 */
export function sameName(typed: string, name: string): boolean {
  return seen(typed) === seen(name);
}

function seen(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
