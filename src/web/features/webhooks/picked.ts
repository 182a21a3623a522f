const ALL = 'all';

/** A choice as the text of a form's field: a list, or null for all. */
export function pickedText(picked: readonly (string | number)[] | null): string {
  return picked === null ? ALL : picked.join(' ');
}

/** The opposite of `pickedText`. */
export function picked(text: string): string[] | null {
  return text === ALL ? null : text.split(' ').filter(Boolean);
}
