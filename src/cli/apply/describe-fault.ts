import type { Fault } from '../../contract/check-written.ts';
import { printable } from '../terminal.ts';
import type { GroupEntry } from './group-file.ts';

/** A fault or a doubt of an entry, for people: where it stands and what is wrong. */
export function describeFault(entry: GroupEntry, { path, message }: Fault): string {
  return `${entry.placeOf(path)} ${message}${quotesHint(entry, path)}`;
}

/** YAML takes `name: 2024` for a number: to hear that this must be text would leave people puzzled. */
function quotesHint(entry: GroupEntry, path: Fault['path']): string {
  const value = path.reduce<unknown>(
    (inner, key) => isContainer(inner) ? inner[key] : undefined,
    entry.written,
  );
  const isText = ['name', 'uri'].includes(String(path.at(-1)));
  const source = isText && typeof value !== 'string' ? entry.sourceOf(path) : undefined;
  return source ? ` Put it in quotes: "${printable(source)}".` : '';
}

function isContainer(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
