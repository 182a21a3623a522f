import { wrongUsage } from './command-failure.ts';
import type { Terminal } from './terminal.ts';

/** Lines of reports are laid out for this width where there is no screen to measure, as in a pipe. */
const COLUMNS_WITHOUT_SCREEN = 100;

const ENTER = /[\r\n]/;
const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const ERASE = /[\b\u007f]/;

/** The terminal of this process. */
export function systemTerminal(): Terminal {
  return {
    print: (text) => writeAll(Deno.stdout, text),
    note: (text) => writeAll(Deno.stderr, text),
    columns: Deno.stdout.isTerminal() ? Deno.consoleSize().columns : COLUMNS_WITHOUT_SCREEN,
    readText: (path) => path === '-' ? new Response(Deno.stdin.readable).text() : Deno.readTextFile(path),
    writeText: (path, text) => Deno.writeTextFile(path, text),
    ask,
  };
}

/** At once and whole, so that lines of both outputs keep their order and none is lost at exit. */
function writeAll(output: { writeSync(bytes: Uint8Array): number }, text: string) {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(output.writeSync(bytes));
}

function ask(question: string, { secret = false } = {}): string | undefined {
  if (!Deno.stdin.isTerminal()) return undefined;
  // Before the question, so that nothing typed early is shown.
  if (secret) Deno.stdin.setRaw(true);
  try {
    writeAll(Deno.stderr, `${question} `);
    return readLine();
  } finally {
    if (secret) {
      Deno.stdin.setRaw(false);
      writeAll(Deno.stderr, '\n');
    }
  }
}

/** One line from the keyboard, byte by byte, as a raw terminal gives it; undefined at its end. Throws when a person breaks it off. */
function readLine(): string | undefined {
  const typed: number[] = [];
  const byte = new Uint8Array(1);
  while (Deno.stdin.readSync(byte)) {
    const key = String.fromCharCode(byte[0]);
    if (key === INTERRUPT) throw wrongUsage('Broken off. Nothing was changed.');
    if (key === END_OF_INPUT) return undefined;
    if (ENTER.test(key)) return new TextDecoder().decode(new Uint8Array(typed));
    if (ERASE.test(key)) eraseCharacter(typed);
    else typed.push(byte[0]);
  }
  return undefined;
}

/** Takes back a whole character of UTF-8: its continuation bytes (10xxxxxx) and the byte that leads them. */
function eraseCharacter(typed: number[]) {
  while (typed.length > 0 && (typed.pop()! & 0xc0) === 0x80);
}
