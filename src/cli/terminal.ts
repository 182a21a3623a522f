/** What a command sees of the place it runs in. Texts end with a line break. */
export interface Terminal {
  /** What was asked for: it may be piped into another program. */
  print(text: string): void;
  /** Everything else that people want to know: notes, errors. */
  note(text: string): void;
  /** How many characters fit in a line. */
  readonly columns: number;
  /** Reads a file; `-` is the standard input. Throws what the system says. */
  readText(path: string): Promise<string>;
  writeText(path: string, text: string): Promise<void>;
  /** Asks a person, not showing what is typed if it is a secret. Undefined when there is nobody to ask. */
  ask(question: string, options?: { readonly secret?: boolean }): string | undefined;
}

/** Text that can't play with the terminal: no control characters, none that change the direction of reading. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
