export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What is known about an event, besides its message. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes one line per event. `error` means that a person must act. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface LogOptions {
  readonly level: LogLevel;
  /** `text` for people, `json` for machines: one object a line. */
  readonly format: 'text' | 'json';
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

export function createLog({ level, format, write = writeLine, now = () => new Date() }: LogOptions): Log {
  const line = format === 'json' ? jsonLine : textLine;
  const least = LEVELS.indexOf(level);
  const writer = (each: LogLevel) =>
    LEVELS.indexOf(each) < least
      ? () => {}
      : (message: string, fields: LogFields = {}) => write(line(now(), each, message, fields));
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}

/** For tests and tools that have nothing to say. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

function writeLine(line: string) {
  console.error(line);
}

function jsonLine(time: Date, level: LogLevel, message: string, fields: LogFields): string {
  return JSON.stringify({ time: time.toISOString(), level, message, ...fields });
}

function textLine(time: Date, level: LogLevel, message: string, fields: LogFields): string {
  const rest = Object.entries(fields).filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${plain(value)}`);
  return `${time.toISOString()} ${level.toUpperCase().padEnd(5)} ${oneLine(message)}${rest.join('')}`;
}

/** Hostile text can't forge a second line. */
function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\u0000-\u001f\u007f]/g, (character) => JSON.stringify(character).slice(1, -1));
}

function plain(value: LogFields[string]): string {
  const text = String(value);
  return /^[\w.:/+@-]+$/.test(text) ? text : JSON.stringify(text);
}
